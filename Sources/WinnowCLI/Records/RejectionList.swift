internal import Foundation
internal import WinnowDomain

/// Records that were refused: all counted, the first ones kept to be shown.
struct RejectionList {
    private static let keptCount = 20

    private(set) var count = 0
    private(set) var first: [RejectedRecord] = []

    mutating func add(_ rejected: RejectedRecord) {
        count += 1
        if first.count < RejectionList.keptCount { first.append(rejected) }
    }

    var summary: String { NumberText.count(count, "bad record") }

    /// Names them on the standard error.
    func show() {
        for rejected in first { try? Console.write(VisibleText.line("\(rejected)") + "\n", to: STDERR_FILENO) }
        if count > first.count {
            try? Console.write("… and \(NumberText.count(count - first.count, "more bad record"))\n", to: STDERR_FILENO)
        }
    }
}
