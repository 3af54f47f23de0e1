import Synchronization
import WinnowDomain

/// What readers of other tools' files passed over, counted: an import loses nothing without saying so.
package final class PeerNotes: Sendable {
    enum Note: Hashable, Comparable {
        /// A submitted answer without any label, in a queue of one label an item.
        case noChoice
        /// A draft that nobody submitted.
        case draft
        /// What a model said.
        case prediction
        /// A kind of result that is no classification.
        case otherResult(String)
        /// Another question than the one whose labels are read.
        case otherQuestion(String)
        /// A part of a record that has no place in a queue.
        case part(String)

        var text: String {
            switch self {
            case .noChoice: "answers without a label were passed over"
            case .draft: "drafts that nobody submitted were passed over"
            case .prediction: "predictions of a model were passed over"
            case .otherResult(let kind): "results of the kind \"\(kind)\" were passed over"
            case .otherQuestion(let name): "answers to \"\(name)\" were passed over; --label names what is read"
            case .part(let name): "\(name) were passed over"
            }
        }
    }

    private let state = Mutex<(counts: [Note: Int], formats: [PeerFormat])>(([:], []))

    func add(_ note: Note) { state.withLock { $0.counts[note, default: 0] += 1 } }

    func recognise(_ format: PeerFormat) {
        state.withLock { state in
            if !state.formats.contains(format) { state.formats.append(format) }
        }
    }

    /// The tools whose files were read, in the order in which they came.
    package var formats: [PeerFormat] { state.withLock(\.formats) }

    /// A line for each kind, with how many there were.
    package var lines: [String] {
        state.withLock(\.counts).sorted { $0.key < $1.key }.map { note, count in "\(note.text.visible) (\(count))" }
    }
}
