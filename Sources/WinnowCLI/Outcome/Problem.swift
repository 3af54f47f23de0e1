internal import WinnowDomain

/// Why a command did not do what it was asked, in words for a person and a code for a machine.
struct Problem: Error {
    let code: ErrorCode
    /// What is wrong, where, and how to mend it; without a full stop.
    let message: String

    init(_ code: ErrorCode, _ message: String) {
        self.code = code
        self.message = message
    }

    var status: ExitStatus { code.exitStatus }

    /// The message with a full stop, unless it has one.
    var sentence: String { message.last.map { ".!?".contains($0) } == true ? message : message + "." }

    static func usage(_ message: String) -> Problem { Problem(.usage, message) }

    var json: JSON {
        .members([
            "error": .members([
                "code": .string(code.rawValue), "message": .string(message), "exit": .integer(status.rawValue),
            ])
        ])
    }
}
