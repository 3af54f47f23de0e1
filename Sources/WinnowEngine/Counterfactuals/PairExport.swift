package import WinnowDomain

/// Gives the pairs of a queue out.
package struct PairExport: Sendable {
    package enum Layout: String, Sendable, CaseIterable {
        /// A row a pair, with everything that is known of it: a superset of the row of Potato's Boundary Lab.
        case jsonLines = "jsonl"
        /// The columns of Kaushik et al. 2020: a row a text, of accepted pairs only, the original first.
        case cad
        /// Contrast sets as Gardner et al. 2020 have them, of accepted pairs only: the originals in one file, the revised texts
        /// row by row in another.
        case contrast
    }

    /// Which of the files of a layout a line belongs to.
    package enum Part: Sendable {
        case first
        /// The revised texts of a contrast set.
        case second
    }

    private let desk: CounterfactualDesk
    private let names: [AnnotatorID: String]
    /// Texts that are read at once.
    private static let chunkLength = 500

    /// - Parameter names: Of all annotators.
    package init(_ desk: CounterfactualDesk, names: [AnnotatorID: String]) {
        (self.desk, self.names) = (desk, names)
    }

    /// Writes all pairs, oldest first.
    ///
    /// - Parameters:
    ///   - state: Only those in a state; nil for all. `cad` and `contrast` have accepted ones only.
    ///   - write: Told one row after the other, with its end of line.
    /// - Returns: How many pairs were written.
    package func write(
        _ layout: Layout,
        state: CounterfactualState?,
        to write: (Part, String) throws -> Void
    ) async throws -> Int {
        let wanted = layout == .jsonLines ? state : .accepted
        var entries = try await CounterfactualList(of: desk).entries.reversed().filter { entry in
            wanted == nil || entry.state == wanted
        }
        // Rows of a group stand together, behind one original.
        if layout == .cad { entries = entries.groupedByParent }
        switch layout {
        case .jsonLines: break
        case .cad: try write(.first, "Sentiment\tText\tbatch_id\n")
        case .contrast:
            for part in [Part.first, .second] { try write(part, "Sentiment\tText\n") }
        }
        var lastParent: ItemID?
        for start in stride(from: 0, to: entries.count, by: Self.chunkLength) {
            let part = Array(entries[start..<min(start + Self.chunkLength, entries.count)])
            let ids = Set(part.flatMap { [$0.counterfactual.parent] + ($0.counterfactual.item.map { [$0] } ?? []) })
            let read = try await desk.store.items(ids.sorted())
            let items = Dictionary(read.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            for entry in part {
                let one = entry.counterfactual
                guard let parent = items[one.parent] else { continue }
                let (original, revised) = (
                    [label(one.source), text(parent.data)], [label(one.target), text(one.data)]
                )
                switch layout {
                case .jsonLines: try write(.first, row(entry, parent, items).text + "\n")
                case .cad:
                    if lastParent != parent.id { try write(.first, Self.line(original + [parent.externalID])) }
                    lastParent = parent.id
                    try write(.first, Self.line(revised + [parent.externalID]))
                case .contrast:
                    try write(.first, Self.line(original))
                    try write(.second, Self.line(revised))
                }
            }
        }
        return entries.count
    }

    private static func line(_ cells: [String]) -> String { cells.map(quoted).joined(separator: "\t") + "\n" }

    /// As spreadsheets and pandas read it.
    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "\t\n\r\"".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private func label(_ id: LabelID) -> String { desk.queue.label(id)?.name ?? "?" }
    private func text(_ data: JSON) -> String { (try? desk.queue.definition.item.text.text(of: data)) ?? "" }
    private func name(_ id: AnnotatorID?) -> JSON { id.map { .string(names[$0] ?? "?") } ?? .null }

    private func row(_ entry: CounterfactualList.Entry, _ parent: Item, _ items: [ItemID: Item]) -> JSON {
        let one = entry.counterfactual
        let blind = entry.annotations.compactMap { $0.judgement.present.first.map(label) }
        return .members([
            "pair_id": .integer(one.id.rawValue), "instance_id": .string(parent.externalID),
            "schema": .string(desk.queue.name), "original_text": .string(text(parent.data)),
            "original_label": .string(label(one.source)), "counterfactual_text": .string(text(one.data)),
            "counterfactual_label": .string(label(one.target)), "kind": .string(one.kind.rawValue),
            "flipped": blind.isEmpty
                ? .null : .boolean(blind.allSatisfy { $0 == label(one.target) } == (one.kind == .flip)),
            "rationale": one.overrideReason.map { .string($0) } ?? .null, "edit_hint": .null,
            "probe_source": .string(source(one)), "annotator": name(one.writer), "timestamp": .real(one.at.seconds),
            "target_label": .string(label(one.target)), "state": .string(entry.state.rawValue),
            "revised_id": one.item.flatMap { items[$0] }.map { .string($0.externalID) } ?? .null,
            "generator": generator(one), "blind_labels": .array(blind.map { .string($0) }),
            "edit_distance": .integer(one.edit.distance), "tokens": .integer(one.edit.tokenCount),
            "segments": .integer(one.edit.segmentCount), "seconds": one.seconds.map { .real($0) } ?? .null,
            "edits": .array(
                one.edit.replacements.map { edit in
                    .members([
                        "field": .string(edit.field), "start": .integer(edit.start), "end": .integer(edit.end),
                        "text": .string(edit.text),
                    ])
                }
            ),
            "decisions": .array(
                entry.record.steps.map { step in
                    .members([
                        "action": .string(step.action.rawValue), "by": name(step.annotator),
                        "reason": step.reason.map { .string($0) } ?? .null, "at": .real(step.at.seconds),
                    ])
                }
            ),
        ])
    }

    private func source(_ one: Counterfactual) -> String {
        switch one.author {
        case .annotator: "human"
        case .generator(let generator): generator.id
        }
    }

    private func generator(_ one: Counterfactual) -> JSON {
        guard case .generator(let made) = one.author else { return .null }
        return .members([
            "id": .string(made.id), "seed": made.seed.map { .integer($0) } ?? .null,
            "settings": .object(
                made.settings.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
            ),
        ])
    }
}

extension [CounterfactualList.Entry] {
    /// The pairs of each parent in a row, parents in the order in which they come.
    fileprivate var groupedByParent: [CounterfactualList.Entry] {
        var places: [ItemID: Int] = [:]
        for entry in self where places[entry.counterfactual.parent] == nil {
            places[entry.counterfactual.parent] = places.count
        }
        return enumerated().sorted { left, right in
            let (first, second) = (left.element.counterfactual.parent, right.element.counterfactual.parent)
            return (places[first] ?? 0, left.offset) < (places[second] ?? 0, right.offset)
        }.map(\.element)
    }
}
