internal import Logging

/// What the server writes to the standard error, and how.
package struct ServerLog: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        /// For people.
        case text
        /// An object a line, for programs.
        case json
    }

    package static let levels = Logger.Level.allCases.map(\.rawValue)

    /// One of `levels`; another is taken for `info`.
    package var level = "info"
    package var format = Format.text

    package init() {}

    var logger: Logger {
        var logger = Logger(label: "winnow") { label in
            switch format {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler()
            }
        }
        logger.logLevel = Logger.Level(rawValue: level) ?? .info
        return logger
    }
}
