import WinnowDomain

extension RecordMapper {
    /// What a record says about its item's labels; nil when that is nothing.
    func annotation(
        label: JSON?,
        members: [JSON.Member]?,
        form file: RawRecord.Form
    ) throws(Refusal) -> IncomingAnnotation? {
        let present = try labels(label, file)
        guard let members else { return present.map { IncomingAnnotation(present: $0) } }
        var parts = AnnotationParts()
        for member in members { try parts.read(member, file) }
        return try combined(parts, present: present)
    }

    private func combined(_ parts: AnnotationParts, present: [String]?) throws(Refusal) -> IncomingAnnotation? {
        let saysSomething = present != nil || parts.absent != nil
        let answer = parts.answer ?? .label
        if answer != .label, saysSomething {
            throw Refusal("annotation.answer is `\(answer.rawValue)`, and there is a label; remove one of them")
        }
        if answer == .label, present ?? [] == [], parts.absent == [] {
            throw Refusal("annotation.not is empty and there is no label; name a label in one of them")
        }
        if answer == .label, !saysSomething {
            if parts.answer == nil, !parts.hasDetails { return nil }
            throw Refusal("there is an annotation without a label; fill in `\(form.labelField)` or annotation.answer")
        }
        if let both = parts.absent?.first(where: { (present ?? []).contains($0) }) {
            throw Refusal("the label `\(both)` is in `\(form.labelField)` and in annotation.not; remove it from one")
        }
        return IncomingAnnotation(
            annotator: parts.annotator,
            answer: answer,
            present: present ?? [],
            absent: parts.absent ?? [],
            isPartial: parts.absent != nil,
            note: parts.note,
            at: parts.at,
            seconds: parts.seconds
        )
    }

    /// The labels in the label field; nil when there is no answer in it.
    private func labels(_ value: JSON?, _ file: RawRecord.Form) throws(Refusal) -> [String]? {
        switch value {
        case nil, .null, .string(""): return nil
        case .string(let name):
            guard file == .table, name.hasPrefix("[") else { return [name] }
            return try list(try Refusal.list(name, name: form.labelField))
        case .array(let values): return try list(values)
        case .some(let value):
            let field = form.labelField
            throw Refusal("the label in `\(field)` is \(value.kindName); it must be a string or a list of strings")
        }
    }

    private func list(_ values: [JSON]) throws(Refusal) -> [String]? {
        let names = try Refusal.names(values, name: form.labelField)
        guard form.task == .classification else { return names }
        if names.count > 1 {
            throw Refusal("`\(form.labelField)` has \(names.count) labels, and the queue allows one; keep one of them")
        }
        return names.isEmpty ? nil : names
    }
}

/// The members of an `annotation`, read.
private struct AnnotationParts {
    var annotator: String?
    var answer: Judgement.Answer?
    var absent: [String]?
    var note: String?
    var at: Moment?
    var seconds: Double?

    var hasDetails: Bool { note != nil || at != nil || seconds != nil }

    private static let names = ["annotator", "answer", "not", "note", "at", "seconds"]

    mutating func read(_ member: JSON.Member, _ file: RawRecord.Form) throws(Refusal) {
        guard AnnotationParts.names.contains(member.key) else {
            let known = AnnotationParts.names.joined(separator: ", ")
            let similar = Spelling.suggestion(for: member.key, among: AnnotationParts.names)
            let hint = similar.map { "did you mean `\($0)`?" } ?? "it can have \(known)"
            throw Refusal("there is no annotation.\(member.key); \(hint)")
        }
        if case .null = member.value { return }
        switch member.key {
        case "annotator": annotator = try filled(member)
        case "answer": answer = try readAnswer(try filled(member))
        case "not": absent = try readNames(member, file)
        case "note": note = try string(member)
        case "at": at = try readMoment(try filled(member))
        default: seconds = try readSeconds(member.value, file)
        }
    }

    private func string(_ member: JSON.Member) throws(Refusal) -> String {
        guard case .string(let text) = member.value else {
            throw Refusal("annotation.\(member.key) is \(member.value.kindName); it must be a string")
        }
        return text
    }

    private func filled(_ member: JSON.Member) throws(Refusal) -> String {
        let text = try string(member)
        if text.isEmpty { throw Refusal("annotation.\(member.key) is empty; fill it in or leave it out") }
        return text
    }

    private func readAnswer(_ text: String) throws(Refusal) -> Judgement.Answer {
        if let answer = Judgement.Answer(rawValue: text) { return answer }
        let known = Judgement.Answer.allCases.map(\.rawValue).joined(separator: ", ")
        throw Refusal("annotation.answer is `\(text)`; it must be one of \(known)")
    }

    private func readNames(_ member: JSON.Member, _ file: RawRecord.Form) throws(Refusal) -> [String] {
        let name = "annotation.not"
        switch member.value {
        case .array(let values): return try Refusal.names(values, name: name)
        case .string(let text) where file == .table:
            return text.hasPrefix("[") ? try Refusal.names(try Refusal.list(text, name: name), name: name) : [text]
        default: throw Refusal("annotation.not is \(member.value.kindName); it must be a list of label names")
        }
    }

    private func readMoment(_ text: String) throws(Refusal) -> Moment {
        if let moment = Moment(iso8601: text) { return moment }
        throw Refusal("annotation.at is `\(text)`; write it as 2026-05-01T12:00:00Z, with Z or an offset")
    }

    private func readSeconds(_ value: JSON, _ file: RawRecord.Form) throws(Refusal) -> Double {
        var value = value
        if file == .table, case .string(let text) = value, let number = try? JSONReader.read(text) { value = number }
        guard case .number(let text) = value, let seconds = Double(text), seconds.isFinite, seconds >= 0 else {
            throw Refusal("annotation.seconds is not a number of seconds; write for example 3.5, or leave it out")
        }
        return seconds
    }
}

extension Refusal {
    /// The elements of a list in a table's cell.
    fileprivate static func list(_ text: String, name: String) throws(Refusal) -> [JSON] {
        guard let value = try? JSONReader.read(text), case .array(let values) = value else {
            throw Refusal(
                "`\(name)` starts with [ and is no JSON list; write [\"a\", \"b\"], "
                    + "also for a single name that starts with ["
            )
        }
        return values
    }

    /// Names in a list, each once.
    fileprivate static func names(_ values: [JSON], name: String) throws(Refusal) -> [String] {
        var names: [String] = []
        for value in values {
            guard case .string(let text) = value, !text.isEmpty else {
                let kind = value == "" ? "an empty string" : value.kindName
                throw Refusal("`\(name)` contains \(kind); it must be a list of label names")
            }
            if !names.contains(text) { names.append(text) }
        }
        return names
    }
}
