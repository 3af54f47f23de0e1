/// The SVG of a line chart.
struct LineChartDrawing {
    /// Apart in lightness as well as in hue, so that they are told apart without colour too; dashes help.
    private static let dashes = ["5 4", "", "9 3 2 3", "2 3", "4 4", "12 4", "1 5", "6 2 1 2"]

    private let chart: LineChart
    private let setting: PlotSetting
    private let frame: PlotFrame
    private let x: AxisScale
    private let y: AxisScale

    init(_ chart: LineChart, _ setting: PlotSetting) {
        self.chart = chart
        self.setting = setting
        frame = setting == .alone ? PlotFrame() : PlotFrame(height: 380, top: 32)
        let points = chart.curves.flatMap(\.points)
        let ends = chart.range.map { [$0.lowerBound, $0.upperBound] } ?? []
        x = AxisScale(ends.isEmpty ? points.map(\.x) : ends, markCount: 8)
        y = AxisScale(ends.isEmpty ? points.flatMap { [$0.low, $0.y, $0.high] } : ends)
    }

    var svg: String {
        let xText = chart.xText ?? { SVGText.number($0) }
        var parts = frame.rows(y.marks.map { (y.place($0), chart.yText($0)) })
        parts += frame.columns(x.marks.map { (x.place($0), xText($0)) })
        parts += frame.titles(x: chart.xTitle, y: chart.yTitle)
        parts += chart.curves.indices.map(band)
        parts += chart.curves.indices.map(line)
        parts += legend
        return frame.svg(setting, title: chart.title, summary: chart.summary, parts)
    }

    private func place(_ point: (x: Double, y: Double)) -> String {
        "\(SVGText.number(frame.across(x.place(point.x)))),\(SVGText.number(frame.up(y.place(point.y))))"
    }

    private func band(_ number: Int) -> String {
        let points = chart.curves[number].points
        guard chart.curves[number].kind == .line else {
            let bars = points.map { "M\(place(($0.x, $0.low)))L\(place(($0.x, $0.high)))" }.joined()
            return bars.isEmpty ? "" : "<path class=\"whisker s\(style(number))\" d=\"\(bars)\"/>"
        }
        let outline = points.map { place(($0.x, $0.high)) } + points.reversed().map { place(($0.x, $0.low)) }
        return "<polygon class=\"band f\(style(number))\" points=\"\(outline.joined(separator: " "))\"/>"
    }

    private func line(_ number: Int) -> String {
        let curve = chart.curves[number]
        // One point alone is no line.
        let dots = curve.kind == .dots || curve.points.count == 1 ? curve.points.map { dot($0, number) } : []
        if curve.kind == .dots { return dots.joined() }
        let points = curve.points.map { place(($0.x, $0.y)) }.joined(separator: " ")
        return dots.joined() + "<polyline \(stroke(number)) points=\"\(points)\"/>"
    }

    private func dot(_ point: LineChart.Point, _ number: Int) -> String {
        let (across, up) = (frame.across(x.place(point.x)), frame.up(y.place(point.y)))
        return
            "<circle class=\"f\(style(number))\" cx=\"\(SVGText.number(across))\" cy=\"\(SVGText.number(up))\" r=\"4\"/>"
    }

    private var legend: [String] {
        let start = frame.end + 14
        return chart.curves.enumerated().map { number, curve in
            let height = frame.top + 8 + 22 * Double(number)
            let sample =
                curve.kind == .dots
                ? "<circle class=\"f\(style(number))\" cx=\"\(SVGText.number(start + 12))\" "
                    + "cy=\"\(SVGText.number(height))\" r=\"4\"/>"
                : "<path \(stroke(number)) d=\"M\(SVGText.number(start)) \(SVGText.number(height))h24\"/>"
            return sample + frame.text(SVGText.shortened(curve.name, to: 18), start + 30, height + 4)
        }
    }

    private func style(_ number: Int) -> Int { (number + chart.firstStyle) % Self.dashes.count }

    private func stroke(_ number: Int) -> String {
        let dash = Self.dashes[style(number)]
        return "class=\"line s\(style(number))\"" + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"")
    }
}
