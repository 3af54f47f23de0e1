internal import WinnowDomain
internal import WinnowEngine
internal import WinnowPlots

extension InsightMaterial {
    /// How the model does on pairs, and what pairs did for it; nil without any.
    var pairs: InsightFigure? {
        guard let pairs = insight?.pairs else { return nil }
        var table = FigureTable("texts", "measured", "share", "low", "high")
        let reports = [
            ("without the pairs, held out", pairs.heldWithout), ("with the pairs, held out", pairs.held),
            ("the present model, set aside", pairs.setAside),
        ].compactMap { name, report in report.map { (name, $0) } }
        for (name, report) in reports {
            for (texts, figure) in Self.measures(of: report) {
                table.add(
                    .text(texts),
                    .text(name),
                    .share(figure.value),
                    .share(figure.bounds?.lowerBound),
                    .share(figure.bounds?.upperBound)
                )
            }
        }
        var figure = InsightFigure(
            name: "pairs",
            heading: "Right for the right reason",
            finding: finding(pairs),
            meaning:
                "A pair is right when the model gives its own label to the original and to every text that was edited from "
                + "it: contrast consistency (Gardner et al. 2020). A model that leans on words that only happen to go with "
                + "a label fails there, however good it is on single texts. Held out: five folds by root, so that no fit "
                + "knows a text of the pair that it is asked about; once learning from the originals alone, once from "
                + "the pairs too. Margin: the edit moves the model towards the new label, whatever it says in the end. "
                + "95 % intervals (Wilson), with as many trials as roots.",
            table: table
        )
        figure.svg = ShareChart(
            title: figure.heading,
            summary: figure.finding ?? "",
            series: reports.map(\.0),
            rows: Self.names.indices.map { place in
                ShareChart.Row(
                    name: Self.names[place],
                    shares: reports.map { _, report in
                        let figure = Self.measures(of: report)[place].1
                        return ShareChart.Share(value: figure.value, bounds: figure.bounds)
                    }
                )
            }
        ).svg(.page(name: figure.name))
        return figure
    }

    private static let names = ["originals", "revised texts", "whole pairs", "margin"]

    private static func measures(of report: PairFigures.Report) -> [(String, Figure)] {
        Array(zip(names, [report.originals, report.revised, report.consistency, report.margin]))
    }

    private func finding(_ pairs: PairFigures) -> String {
        guard let held = pairs.held, let without = pairs.heldWithout else {
            guard let aside = pairs.setAside else {
                return "There are \(pairs.pairCount.grouped) accepted pairs, too few to hold some out."
            }
            return
                "The model is right about \(percent(aside.consistency)) of \(aside.rootCount.grouped) pairs set aside."
        }
        let gain = 100 * (held.consistency.value - without.consistency.value)
        return "Of \(held.rootCount.grouped) pairs that it did not know, a model that learns from pairs gets "
            + "\(percent(held.consistency)) wholly right, one that learns from the originals alone "
            + "\(percent(without.consistency)): \(gain < 0 ? "−" : "+")\(abs(gain).fixed(1)) points."
    }

    private func percent(_ figure: Figure) -> String { "\((100 * figure.value).fixed(0)) %" }

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
                .count(artifact.textCount),
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
        guard let pairs = insight?.pairs, !pairs.kinds.isEmpty else { return nil }
        var table = FigureTable("to", "kind of edit", "stretches")
        for kind in pairs.kinds { table.add(.text(kind.target), .text(kind.kind), .count(kind.count)) }
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
