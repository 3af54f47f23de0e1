internal import WinnowDomain
internal import WinnowEngine

extension InsightMaterial {
    /// Which changes of labels have pairs; nil without any.
    var coverage: InsightFigure? {
        guard let pairs = insight?.pairs, !pairs.coverage.isEmpty else { return nil }
        var table = FigureTable("from", "to", "pairs", "originals with one", "labelled originals")
        for one in pairs.coverage {
            table.add(.text(one.label), .text(one.target), .count(one.pairs), .count(one.roots), .count(one.originals))
        }
        let bare = pairs.coverage.filter { $0.pairs == 0 }
        let shown = bare.prefix(3).map { "from \($0.label) to \($0.target)" }.joined(separator: ", ")
        return InsightFigure(
            name: "coverage",
            heading: "Which changes have pairs",
            finding: bare.isEmpty
                ? "Every change of label that is listed has pairs."
                : "No pair yet \(shown)\(bare.count > 3 ? " and \((bare.count - 3).grouped) more" : "").",
            meaning:
                "A pair teaches what tells its two labels apart, and nothing of the others. Items are offered to be revised "
                + "from each label in turn; which label they become is up to who writes.",
            table: table
        )
    }

    /// What the model unlearned because of the pairs; nil without any.
    var unlearned: InsightFigure? {
        guard let pairs = insight?.pairs, !pairs.words.isEmpty else { return nil }
        var table = FigureTable("word", "label", "without the pairs", "with them", "change", "edited")
        for word in pairs.words {
            table.add(
                .text(word.word),
                .text(word.label),
                .number(word.before, digits: 2),
                .number(word.after, digits: 2),
                .number(word.change, digits: 2),
                .text(word.isEdited ? "in a pair" : "")
            )
        }
        let fallen = pairs.words.filter { abs($0.after) < abs($0.before) && !$0.isEdited }.prefix(3)
        let risen = pairs.words.filter { abs($0.after) > abs($0.before) }.prefix(3)
        var sentences: [String] = []
        if !fallen.isEmpty {
            sentences.append("Lost weight: \(fallen.map(\.word).joined(separator: ", ")).")
        }
        if !risen.isEmpty { sentences.append("Gained weight: \(risen.map(\.word).joined(separator: ", ")).") }
        return InsightFigure(
            name: "unlearned",
            heading: "What the model unlearned",
            finding: sentences.joined(separator: " "),
            meaning:
                "Two models with the same settings, one without the revised texts and one with the pairs, are asked about "
                + "texts of one word each. The numbers are log-odds of the label: above 0 the word speaks for it, below 0 "
                + "against it. A word that both texts of a pair have cannot tell their labels apart, so what it gained by "
                + "chance it loses; what edits put in and took out gains.",
            table: table,
            isTableOpen: true
        )
    }

    /// Words that go with a label more than chance has it; nil without pairs.
    var artifacts: InsightFigure? {
        guard let pairs = insight?.pairs, !pairs.artifacts.isEmpty else { return nil }
        var table = FigureTable("word", "label", "texts", "share with the label", "z", "with the pairs")
        for artifact in pairs.artifacts {
            table.add(
                .text(artifact.word),
                .text(artifact.label),
                .count(artifact.texts),
                .share(artifact.share),
                .number(artifact.z, digits: 1),
                .text(artifact.isStillThere ? "still" : "gone")
            )
        }
        let gone = pairs.artifacts.count { !$0.isStillThere }
        return InsightFigure(
            name: "artifacts",
            heading: "Words that give a label away",
            finding:
                "Of the \(pairs.artifacts.count) words of the originals that go with a label most, \(gone) do so no "
                + "longer among originals and revised texts together.",
            meaning:
                "Words whose texts have a label more often, or less, than chance allows (Gardner et al. 2021; beyond the "
                + "Bonferroni line at 1 %). Every word that tells labels apart is here, the right ones too: look for those "
                + "that ought to say nothing, and edit texts that have them.",
            table: table
        )
    }

    /// How people edited; nil without pairs.
    var edits: InsightFigure? {
        guard let pairs = insight?.pairs, !pairs.edits.isEmpty else { return nil }
        var table = FigureTable("to", "kind of edit", "stretches")
        for kind in pairs.edits { table.add(.text(kind.target), .text(kind.kind), .count(kind.count)) }
        var sentence =
            "In the middle pair \((100 * pairs.medianRatio).fixed(0)) % of the words are edited; "
            + "\((100 * pairs.diversity).fixed(0)) % of the edits are different ones."
        if let probe = pairs.revisionProbe {
            sentence += " Revised texts are told from originals in \(percent(probe)) of cases (50 % is chance)."
        }
        if let residue = pairs.residueProbe {
            sentence += " Without the edited words the label is still known of \(percent(residue))."
        }
        return InsightFigure(
            name: "edits",
            heading: "How texts are edited",
            finding: sentence,
            meaning:
                "Pairs teach what they vary: edits of one kind leave a model with that kind (Joshi and He 2022), so those "
                + "that are rare here are worth writing. Revised texts that are easily told from originals can teach the "
                + "model to look for that; a label that is known without the edited words is given away by the rest.",
            table: table
        )
    }
}
