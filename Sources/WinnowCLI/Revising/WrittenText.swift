internal import WinnowDomain
internal import WinnowEngine

/// What an editor left of a text.
enum WrittenText: Sendable {
    /// It cannot be taken, for the reason that is said.
    ///
    /// - isUnsaved: Whether somebody has written something all the same.
    case unusable(String, isUnsaved: Bool)
    /// It is as it was when the editor opened.
    case unchanged
    /// - texts: By field, those that differ from the original's.
    case revised(RevisedText, texts: [String: String])

    /// - Parameters:
    ///   - status: What the editor ended with.
    ///   - advice: Who says what is to be said to the edit.
    init(
        _ file: RevisionFile,
        _ template: RevisionTemplate,
        _ task: RevisionTask,
        status: Int32,
        advice: RevisionAdvice
    ) async {
        let isUnsaved = (try? file.read()) != template.text
        guard status == 0 else {
            let hint = status == 127 ? " (there is no such program; VISUAL or EDITOR names it)" : ""
            self = .unusable(
                "The editor ended with \(status)\(hint), so what is in the file is not taken.",
                isUnsaved: isUnsaved
            )
            return
        }
        do {
            let texts = try template.texts(in: try file.read())
            if task.begun.allSatisfy({ texts[$0.name] == $0.text }) {
                self = .unchanged
            } else {
                let changes = task.changes(texts)
                self = .revised(try await advice.check(changes, for: task), texts: changes)
            }
        } catch let damage as RevisionTemplate.Damage {
            self = .unusable(
                "The text cannot be found: this line has to be in the file, once and at its place: \(damage.line)",
                isUnsaved: isUnsaved
            )
        } catch {
            self = .unusable(Problem(error)?.sentence ?? "\(error)", isUnsaved: isUnsaved)
        }
    }

    /// Whether there is something that would be lost.
    var isUnsaved: Bool {
        switch self {
        case .unchanged: false
        case .unusable(_, let isUnsaved): isUnsaved
        case .revised: true
        }
    }

    var isStorable: Bool {
        if case .revised(let text, _) = self { !text.isRefused } else { false }
    }
}
