internal import WinnowDomain

/// What an evaluation says of pairs, in words and as JSON.
struct PairText {
    let pairs: Evaluation.Pairs

    private static let shownWordCount = 12

    var text: String {
        [shares, edits, coverage, kinds, words, artifacts].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var reports: [(name: String, report: Evaluation.Pairs.Report)] {
        [
            ("held out, learning from originals alone", pairs.heldWithout),
            ("held out, learning from pairs too", pairs.held), ("set aside, the model itself", pairs.setAside),
        ].compactMap { name, report in report.map { (name, $0) } }
    }

    private var shares: String {
        guard !reports.isEmpty else { return "" }
        var table = TextTable([
            ("pairs that were not learned from", .left), ("pairs", .right), ("originals", .right), ("revised", .right),
            ("whole pairs", .right), ("", .left), ("margin", .right), ("invariances changed", .right),
        ])
        for (name, report) in reports {
            table.add([
                name, NumberText.count(report.roots), NumberText.percent(report.originals.value),
                NumberText.percent(report.revised.value), NumberText.percent(report.consistency.value),
                report.consistency.interval(100, 1) ?? "", NumberText.percent(report.margin.value),
                report.invariances.map { "\(NumberText.percent($0.flips.value)) of \($0.count)" } ?? "",
            ])
        }
        return table.text
    }

    private var edits: String {
        let edits =
            "\(NumberText.count(pairs.pairs, "pair")) learned from; in the middle one "
            + "\(NumberText.percent(pairs.medianRatio)) of the words are edited, and \(NumberText.percent(pairs.diversity)) of "
            + "all edits are different ones."
        let probe = pairs.revisionProbe.map {
            " Revised texts are told from originals in \(NumberText.percent($0.value)) of cases (half is chance)."
        }
        let residue = pairs.residueProbe.map {
            " Without the edited words the label is known of \(NumberText.percent($0.value))."
        }
        return edits + (probe ?? "") + (residue ?? "")
    }

    private var coverage: String {
        guard !pairs.coverage.isEmpty else { return "" }
        var table = TextTable([
            ("from", .left), ("to", .left), ("pairs", .right), ("originals with one", .right), ("of", .right),
        ])
        for one in pairs.coverage {
            table.add([
                one.label, one.target, NumberText.count(one.pairs), NumberText.count(one.roots),
                NumberText.count(one.originals),
            ])
        }
        return table.text
    }

    private var kinds: String {
        guard !pairs.edits.isEmpty else { return "" }
        var table = TextTable([("kind of edit", .left), ("to", .left), ("times", .right)])
        for one in pairs.edits { table.add([one.kind, one.target, NumberText.count(one.count)]) }
        return table.text
    }

    private var words: String {
        guard !pairs.words.isEmpty else { return "" }
        var table = TextTable([
            ("unlearned and learned", .left), ("for", .left), ("without pairs", .right), ("with them", .right),
            ("", .left),
        ])
        for word in pairs.words.prefix(Self.shownWordCount) {
            table.add([
                word.word, word.label, NumberText.fixed(word.before, 2), NumberText.fixed(word.after, 2),
                word.isEdited ? "edited" : "",
            ])
        }
        return table.text
    }

    private var artifacts: String {
        guard !pairs.artifacts.isEmpty else { return "" }
        var table = TextTable([
            ("gives a label away", .left), ("label", .left), ("share", .right), ("of texts", .right), ("z", .right),
            ("with the pairs", .left),
        ])
        for one in pairs.artifacts.prefix(Self.shownWordCount) {
            table.add([
                one.word, one.label, NumberText.percent(one.share), NumberText.count(one.texts),
                NumberText.fixed(one.z, 1), one.isStillThere ? "still" : "gone",
            ])
        }
        return table.text
    }

    var json: JSON {
        .members([
            "pairs": .integer(pairs.pairs), "held": Self.json(pairs.held), "heldWithout": Self.json(pairs.heldWithout),
            "setAside": Self.json(pairs.setAside), "medianRatio": .real(pairs.medianRatio),
            "diversity": .real(pairs.diversity), "revisionProbe": pairs.revisionProbe?.json ?? .null,
            "residueProbe": pairs.residueProbe?.json ?? .null,
            "coverage": .array(
                pairs.coverage.map { one in
                    .members([
                        "label": .string(one.label), "target": .string(one.target), "pairs": .integer(one.pairs),
                        "roots": .integer(one.roots), "originals": .integer(one.originals),
                    ])
                }
            ),
            "edits": .array(
                pairs.edits.map { one in
                    .members([
                        "target": .string(one.target), "kind": .string(one.kind), "count": .integer(one.count),
                    ])
                }
            ),
            "words": .array(
                pairs.words.map { one in
                    .members([
                        "word": .string(one.word), "label": .string(one.label), "before": .real(one.before),
                        "after": .real(one.after), "isEdited": .boolean(one.isEdited),
                    ])
                }
            ),
            "artifacts": .array(
                pairs.artifacts.map { one in
                    .members([
                        "word": .string(one.word), "label": .string(one.label), "texts": .integer(one.texts),
                        "share": .real(one.share), "z": .real(one.z), "isStillThere": .boolean(one.isStillThere),
                    ])
                }
            ),
        ])
    }

    private static func json(_ report: Evaluation.Pairs.Report?) -> JSON {
        guard let report else { return .null }
        return .members([
            "roots": .integer(report.roots), "originals": report.originals.json, "revised": report.revised.json,
            "consistency": report.consistency.json, "margin": report.margin.json,
            "invariances": report.invariances.map { own in
                .members([
                    "count": .integer(own.count), "flips": own.flips.json, "shift": own.shift.json,
                ])
            } ?? .null,
        ])
    }
}
