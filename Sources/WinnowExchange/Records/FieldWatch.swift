import Synchronization
import WinnowDomain

/// Looks whether records have the fields that the options name: a name with a mistake in it would be passed over.
package final class FieldWatch: Sendable {
    /// A field that an option names.
    struct Wish: Hashable, Sendable {
        /// As whoever gave it wrote it: `--id` on a command line, `id` in an address.
        let option: String
        let field: String
    }

    private struct State {
        var missing: [Wish]
        var recordCount = 0
        /// In the order in which they are first seen.
        var fields: [String] = []
    }

    private static let fieldLimit = 50

    private let state: Mutex<State>

    init(_ wishes: [Wish]) {
        state = Mutex(State(missing: wishes))
    }

    func see(_ record: RawRecord) {
        state.withLock { state in
            guard !state.missing.isEmpty else { return }
            state.recordCount += 1
            let value = JSON.object(record.members)
            state.missing.removeAll { wish in
                record.members.contains { $0.key.isExactly(wish.field) } || value.member(at: wish.field) != nil
            }
            for member in record.members where state.fields.count < FieldWatch.fieldLimit {
                if !state.fields.contains(member.key) { state.fields.append(member.key) }
            }
        }
    }

    /// Whether every field was seen.
    var isContent: Bool { state.withLock(\.missing.isEmpty) }

    /// What there is to warn of when all records are read.
    package var warnings: [String] { missing.map { text($0, among: "the records") } }

    /// What no record has had until now; nothing while there was no record.
    var missing: [Wish] { state.withLock { $0.recordCount == 0 ? [] : $0.missing } }

    /// The field that was probably meant.
    func suggestion(_ wish: Wish) -> String? { Spelling.suggestion(for: wish.field, among: state.withLock(\.fields)) }

    /// `no record has the field "lable", which --label names; the fields are …; did you mean label?`
    func text(_ wish: Wish, among count: String) -> String {
        let fields = state.withLock(\.fields)
        let hint = suggestion(wish).map { "; did you mean \($0)?" } ?? ""
        return "none of \(count) has the field \"\(wish.field)\", which \(wish.option) names; "
            + "the fields are \(fields.joined(separator: ", "))\(hint)"
    }
}
