internal import WinnowDomain

/// Answers in words.
extension LabellingForm {
    /// `billing`, `billing + outage`, `not billing`, `flagged: cut off`.
    func answerText(_ judgement: Judgement) -> String {
        switch judgement.answer {
        case .skip: return "skipped"
        case .unsure: return "unsure"
        case .flag: return "flagged" + (judgement.note.map { ": " + VisibleText.line($0) } ?? "")
        case .label: break
        }
        let parts = judgement.present.map(name(of:)) + judgement.absent.map { "not " + name(of: $0) }
        return parts.isEmpty ? "none of the labels" : parts.joined(separator: " + ")
    }

    /// Answers a minute, over the last twenty; nil while there are too few to tell.
    var rate: Double? {
        let recent = decisions.suffix(20)
        guard recent.count >= 4, let first = recent.first, let last = recent.last, last.at > first.at else {
            return nil
        }
        return Double(recent.count - 1) / (last.at - first.at) * 60
    }

    func count(of answer: Judgement.Answer) -> Int {
        decisions.count { $0.judgement.answer == answer }
    }
}
