internal import Foundation
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowPlots

extension SimulationReport {
    /// Makes a folder if it is not there, and tries whether files can be written into it.
    ///
    /// - Throws: `Problem` when they cannot.
    static func prepare(folder: String) throws {
        let url = URL(filePath: folder, directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            let probe = url.appending(path: ".\(UUID().uuidString.prefix(8)).tmp")
            try Data().write(to: probe)
            try FileManager.default.removeItem(at: probe)
        } catch {
            throw cannotWrite(folder, error)
        }
    }

    private static func cannotWrite(_ folder: String, _ error: any Error) -> Problem {
        let reason = (error as? CocoaError)?.localizedDescription ?? "\(error)"
        return Problem(.cannotWrite, "--output \(folder) cannot be written: \(reason)")
    }

    /// Writes `curve.json`, `curve.csv` and `curve.svg` into a folder.
    func write(to folder: String) throws {
        let url = URL(filePath: folder, directoryHint: .isDirectory)
        do {
            for (file, content) in [("curve.json", json.text + "\n"), ("curve.csv", csv), ("curve.svg", chart.svg)] {
                try Data(content.utf8).write(to: url.appending(path: file), options: .atomic)
            }
        } catch {
            throw SimulationReport.cannotWrite(folder, error)
        }
    }

    var csv: String {
        let rows = curves.flatMap { curve in
            curve.points.map { point in
                "\(curve.strategy.rawValue),\(curve.seed),\(point.labelCount),\(point.accuracy),\(point.macroF1)"
            }
        }
        return (["strategy,seed,labels,accuracy,macro_f1"] + rows).joined(separator: "\n") + "\n"
    }

    var chart: LineChart {
        let ends = summaries.map { summary in
            let end = summary.points.last
            return "\(summary.strategy.shortName) \(end?.text ?? "?") % with \(end?.labelCount ?? 0) labels"
        }
        return LineChart(
            title: "\(name): accuracy by labels",
            summary: "Mean accuracy with one standard deviation over \(plan.seeds.count) seeds: "
                + ends.joined(separator: ", ") + ".",
            xTitle: "labels",
            yTitle: "accuracy on \(plan.test.count) held-back items, mean ± one standard deviation",
            curves: summaries.map { summary in
                LineChart.Curve(
                    name: summary.strategy.shortName,
                    points: summary.points.map { point in
                        LineChart.Point(
                            x: Double(point.labelCount),
                            y: point.mean,
                            low: max(0, point.mean - point.deviation),
                            high: min(1, point.mean + point.deviation)
                        )
                    }
                )
            },
            yText: { NumberText.fixed(100 * $0, 0) + " %" }
        )
    }
}
