import Testing
import WinnowPlots

@Suite struct LineChartTests {
    private static func chart(_ points: [LineChart.Point], name: String = "margin") -> LineChart {
        LineChart(
            title: "A <b>title</b> & more",
            summary: "One curve.",
            xTitle: "labels",
            yTitle: "accuracy",
            curves: [LineChart.Curve(name: name, points: points)],
            yText: { "\(Int((100 * $0).rounded())) %" }
        )
    }

    @Test("a chart is well-formed XML, whatever the names are")
    func wellFormed() throws {
        let points = (1...20).map { LineChart.Point(x: Double($0), y: 0.5, low: 0.4, high: 0.6) }
        let svg = Self.chart(points, name: "</svg><script>alert(\"1\")</script>").svg
        #expect(!svg.contains("<script"))
        #expect(svg.contains("A &lt;b&gt;title&lt;/b&gt; &amp; more"))
        // Every element that is opened is closed.
        let names = svg.matches(of: /<([a-z]+)[^>]*?(\/?)>|<\/([a-z]+)>/)
        var open: [Substring] = []
        for match in names {
            if let closed = match.3 {
                #expect(open.popLast() == closed)
            } else if let name = match.1, match.2?.isEmpty == true {
                open.append(name)
            }
        }
        #expect(open.isEmpty)
    }

    @Test("a chart without points, with one point and with equal points is drawn all the same")
    func degenerate() {
        let point = LineChart.Point(x: 1, y: 0.5, low: 0.5, high: 0.5)
        for points in [[], [point], [point, point]] {
            let svg = Self.chart(points).svg
            #expect(svg.hasSuffix("</svg>\n") && !svg.contains("nan") && !svg.contains("inf"))
        }
    }

    @Test("an axis holds all its values and has round marks")
    func axis() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1000 {
            let values = (0..<5).map { _ in Double.random(in: -1e4...1e4, using: &generator) }
            let scale = AxisScale(values)
            #expect(values.allSatisfy { (0...1).contains(scale.place($0)) })
            #expect((2...20).contains(scale.marks.count))
        }
        #expect(AxisScale([0.31, 0.72]).marks.map { Int((100 * $0).rounded()) } == [30, 40, 50, 60, 70, 80])
        #expect(AxisScale([.nan, .infinity]).marks.count > 1)
    }

    @Test("a sign with an accent on it is escaped too, and inside a page there is no style and an id of its own")
    func insidePage() {
        let svg = Self.chart([], name: "<\u{301}b\"\u{301}").svg(.page(name: "a b\"c"))
        #expect(svg.contains("&lt;\u{301}b&quot;\u{301}") && !svg.contains("<style"))
        #expect(svg.contains("id=\"plot-abc-title\""))
    }
}
