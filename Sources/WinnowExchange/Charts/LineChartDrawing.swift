import Foundation

/// The SVG of a line chart.
struct LineChartDrawing {
    private static let (width, height) = (720.0, 440.0)
    private static let (left, right, top, bottom) = (64.0, 150.0, 48.0, 56.0)
    /// Apart in lightness as well as in hue, so that they are told apart without colour too; dashes help.
    private static let dashes = ["5 4", "", "9 3 2 3", "2 3", "4 4", "12 4", "1 5", "6 2 1 2"]

    private let chart: LineChart
    private let x: AxisScale
    private let y: AxisScale

    init(_ chart: LineChart) {
        self.chart = chart
        let points = chart.curves.flatMap(\.points)
        x = AxisScale(points.map(\.x), markCount: 8)
        y = AxisScale(points.flatMap { [$0.low, $0.y, $0.high] })
    }

    var svg: String {
        let (width, height) = (Self.text(Self.width), Self.text(Self.height))
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" role="img" \
            aria-labelledby="chart-title chart-summary">
            """,
            "<title id=\"chart-title\">\(Self.escaped(chart.title))</title>",
            "<desc id=\"chart-summary\">\(Self.escaped(chart.summary))</desc>",
            Self.style,
            "<rect class=\"paper\" width=\"\(width)\" height=\"\(height)\"/>",
            "<text class=\"title\" x=\"\(Self.text(Self.left))\" y=\"26\">\(Self.escaped(chart.title))</text>",
        ]
        parts += grid
        parts += chart.curves.indices.map(band)
        parts += chart.curves.indices.map(line)
        parts += legend
        parts.append("</svg>")
        return parts.joined(separator: "\n") + "\n"
    }

    private static let style = """
        <style>
        svg { --ink: #1f2933; --faint: #d9dee3; --paper: #ffffff; --c0: #6b7280; --c1: #0b6bcb; --c2: #b45309; \
        --c3: #0f766e; --c4: #9d174d; --c5: #4d7c0f; --c6: #6d28d9; --c7: #b91c1c; }
        @media (prefers-color-scheme: dark) {
        svg { --ink: #e5e9ee; --faint: #3a434d; --paper: #14181d; --c0: #a6adb8; --c1: #63b0ff; --c2: #f2b45c; \
        --c3: #4fd1c0; --c4: #f28cc0; --c5: #a6d65a; --c6: #b79cff; --c7: #ff8f8f; }
        }
        text { font: 13px system-ui, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
        .title { font-size: 17px; font-weight: 600; }
        .paper { fill: var(--paper); }
        .grid { stroke: var(--faint); stroke-width: 1; }
        .line { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
        .band { stroke: none; opacity: 0.14; }
        </style>
        """

    private func place(_ point: (x: Double, y: Double)) -> String {
        let plotWidth = Self.width - Self.left - Self.right
        let plotHeight = Self.height - Self.top - Self.bottom
        let across = Self.left + plotWidth * x.place(point.x)
        return "\(Self.text(across)),\(Self.text(Self.top + plotHeight * (1 - y.place(point.y))))"
    }

    private var grid: [String] {
        let (end, floor) = (Self.width - Self.right, Self.height - Self.bottom)
        let rows = y.marks.map { mark -> String in
            let height = Self.top + (floor - Self.top) * (1 - y.place(mark))
            let line = "<path class=\"grid\" d=\"M\(Self.text(Self.left)) \(Self.text(height))H\(Self.text(end))\"/>"
            let label = Self.escaped(chart.yText(mark))
            return line
                + "<text x=\"\(Self.text(Self.left - 8))\" y=\"\(Self.text(height + 4))\" text-anchor=\"end\">\(label)</text>"
        }
        let columns = x.marks.map { mark -> String in
            let across = Self.left + (end - Self.left) * x.place(mark)
            let label = Self.escaped(Self.text(mark))
            return
                "<text x=\"\(Self.text(across))\" y=\"\(Self.text(floor + 20))\" text-anchor=\"middle\">\(label)</text>"
        }
        let middle = (Self.left + end) / 2
        return rows + columns + [
            "<text x=\"\(Self.text(middle))\" y=\"\(Self.text(floor + 42))\" text-anchor=\"middle\">\(Self.escaped(chart.xTitle))</text>",
            "<text x=\"\(Self.text(Self.left))\" y=\"\(Self.text(Self.top - 8))\">\(Self.escaped(chart.yTitle))</text>",
        ]
    }

    private func band(_ number: Int) -> String {
        let points = chart.curves[number].points
        let outline = points.map { place(($0.x, $0.high)) } + points.reversed().map { place(($0.x, $0.low)) }
        return "<polygon class=\"band\" fill=\"var(--c\(number % 8))\" points=\"\(outline.joined(separator: " "))\"/>"
    }

    private func line(_ number: Int) -> String {
        let points = chart.curves[number].points.map { place(($0.x, $0.y)) }.joined(separator: " ")
        return "<polyline class=\"line\" \(Self.stroke(number)) points=\"\(points)\"/>"
    }

    private var legend: [String] {
        let start = Self.width - Self.right + 14
        return chart.curves.enumerated().map { number, curve in
            let height = Self.top + 8 + 22 * Double(number)
            let sample = "M\(Self.text(start)) \(Self.text(height))h24"
            return "<path class=\"line\" \(Self.stroke(number)) d=\"\(sample)\"/>"
                + "<text x=\"\(Self.text(start + 30))\" y=\"\(Self.text(height + 4))\">\(Self.escaped(curve.name))</text>"
        }
    }

    private static func stroke(_ number: Int) -> String {
        let dash = dashes[number % dashes.count]
        return "stroke=\"var(--c\(number % 8))\"" + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"")
    }

    /// A number with at most two places.
    private static func text(_ value: Double) -> String {
        let text = String(format: "%.2f", locale: nil, value)
        let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(trimmed.reversed())
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
