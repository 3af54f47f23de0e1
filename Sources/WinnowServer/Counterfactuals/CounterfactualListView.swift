internal import WinnowDomain
internal import WinnowEngine

/// What the template `counterfactuals` is filled with.
struct CounterfactualListView: Sendable {
    let queue: Queue
    let counts: [CounterfactualState: Int]
    let state: CounterfactualState?
    let entries: [CounterfactualList.Entry]
    let reader: CounterfactualReader
    /// The last of this page, when there are more.
    let next: CounterfactualID?

    private var address: String { "/queues/\(queue.name.formEscaped)/counterfactuals" }

    var values: [String: Any?] {
        let states: [CounterfactualState?] = [nil] + CounterfactualState.allCases
        return [
            "isPossible": queue.definition.task == .classification,
            "revise": WritingPlace.path(queue.name), "isEmpty": entries.isEmpty,
            "lanes": states.map { lane -> [String: Any] in
                let count = lane.map { counts[$0] ?? 0 } ?? counts.values.reduce(0, +)
                return [
                    "name": lane?.rawValue.capitalizedFirst ?? "All", "count": count.grouped,
                    "isCurrent": lane == state,
                    "address": lane.map { "\(address)?state=\($0.rawValue)" } ?? address,
                ]
            },
            "meaning": state?.meaning,
            "pairs": entries.map(pair),
            "next": next.map { "\(address)?before=\($0)" + (state.map { "&state=\($0.rawValue)" } ?? "") },
        ]
    }

    private func pair(_ entry: CounterfactualList.Entry) -> [String: Any] {
        let one = entry.counterfactual
        let values: [String: Any?] = [
            "id": one.id.rawValue, "address": "\(address)/\(one.id)", "state": entry.stateInWords,
            "source": reader.label(one.source), "target": reader.label(one.target),
            "isFlip": one.kind == .flip, "pieces": RevisedText.Piece.around(reader.pieces(of: one)).map(\.values),
            "by": reader.author(of: one), "edit": one.edit.inWords, "at": one.at.inWords,
        ]
        return values.compactMapValues(\.self)
    }
}

extension RevisedText.Piece {
    private static let keptLength = 60

    /// A long text with its edits: of stretches that stayed only what is next to an edit.
    static func around(_ pieces: [RevisedText.Piece]) -> [RevisedText.Piece] {
        pieces.enumerated().map { place, piece in
            guard piece.kind == .same, piece.text.unicodeScalars.count > 3 * keptLength else { return piece }
            let (head, tail) = (piece.text.prefix(keptLength), piece.text.suffix(keptLength))
            let text =
                switch place {
                case 0: "… \(tail)"
                case pieces.count - 1: "\(head) …"
                default: "\(head) … \(tail)"
                }
            return RevisedText.Piece(kind: .same, text: text)
        }
    }
}

extension EditSummary {
    /// As in: 4 of 160 words and marks, in 2 places.
    var inWords: String {
        "\(distance.grouped) of \(tokenCount.grouped) words and marks, in \(segmentCount) place\(segmentCount == 1 ? "" : "s")"
    }
}

extension CounterfactualState {
    /// What it means for a pair.
    var meaning: String {
        switch self {
        case .draft: "Draft: a generator made it, and nobody stands for it yet. Take it on, write it anew or reject it."
        case .validated:
            "Validated: somebody stands for the text. Others get it among the items to label, and see nothing but the text."
        case .accepted: "Accepted: it teaches. The blind label was the one that was wanted, or a reviewer said so."
        case .disputed: "Disputed: whoever labelled it blindly said something else than was wanted. A reviewer decides."
        case .rejected: "Rejected: it teaches nothing. The reason is kept."
        }
    }
}

extension CounterfactualList.Entry {
    var stateInWords: String {
        isImpossible ? CounterfactualDesk.impossible : state.rawValue
    }
}
