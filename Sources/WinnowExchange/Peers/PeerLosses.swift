import WinnowDomain

extension LossReport {
    /// What is lost of annotations where an item has the labels of most annotators and nothing else.
    mutating func addAllButLabels(of annotations: [IncomingAnnotation], besides said: Set<String> = []) {
        for annotation in annotations {
            var parts: [String] = []
            if annotation.answer != .label { parts.append("answer") }
            if annotation.isPartial { parts.append("not") }
            if annotation.annotator != nil { parts.append("annotator") }
            if annotation.note != nil { parts.append("note") }
            if annotation.at != nil { parts.append("at") }
            if annotation.seconds != nil { parts.append("seconds") }
            for part in parts where !said.contains(part) { add(.notSaid(part: "annotation.\(part)")) }
        }
        if annotations.count > 1 { add(.notSaid(part: "who said what of several answers")) }
    }
}
