internal import Foundation

/// What the environment says.
enum Environment {
    /// A variable's value; nil also when it is empty.
    static subscript(name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
