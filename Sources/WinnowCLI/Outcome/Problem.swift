internal import WinnowDomain

/// Why a command did not do what it was asked, in words for a person and a code for a machine.
struct Problem: Error {
    let status: ExitStatus
    /// Stable, lower case with hyphens.
    let code: String
    /// What is wrong, where, and how to mend it; without a full stop.
    let message: String

    init(_ status: ExitStatus, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    static func usage(_ message: String) -> Problem { Problem(.usage, "usage", message) }

    var json: JSON {
        .members([
            "error": .members([
                "code": .string(code), "message": .string(message), "exit": .integer(status.rawValue),
            ])
        ])
    }
}
