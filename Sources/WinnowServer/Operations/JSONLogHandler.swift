internal import Foundation
internal import Logging
internal import WinnowDomain

/// A JSON object a line to the standard error, for those who collect logs.
struct JSONLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    private static let times = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }
        // One write a line, so that lines of two threads are not mixed.
        try? FileHandle.standardError.write(
            contentsOf: Data(Self.line(event.level, "\(event.message)", fields, at: Date()).utf8)
        )
    }

    static func line(_ level: Logger.Level, _ message: String, _ fields: Logger.Metadata, at date: Date) -> String {
        var members = [
            JSON.Member("time", .string(date.formatted(times))), JSON.Member("level", .string(level.rawValue)),
            JSON.Member("message", .string(message)),
        ]
        let taken = Set(members.map(\.key))
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) where !taken.contains(key) {
            members.append(JSON.Member(key, json(value)))
        }
        return JSON.object(members).text + "\n"
    }

    private static func json(_ value: Logger.Metadata.Value) -> JSON {
        switch value {
        case .stringConvertible(let number as Int): .number("\(number)")
        case .stringConvertible(let number as Double) where number.isFinite: .number("\(number)")
        default: .string("\(value)")
        }
    }
}
