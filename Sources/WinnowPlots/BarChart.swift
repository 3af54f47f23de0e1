/// Upright bars over things in their order: hours, days, bins.
package struct BarChart: Sendable {
    package struct Bar: Hashable, Sendable {
        package var value: Double
        /// What stands under it; nil where there is no room for every name.
        package var mark: String?

        package init(value: Double, mark: String?) {
            self.value = value
            self.mark = mark
        }
    }

    package var title: String
    /// One sentence for those who do not see the picture.
    package var summary: String
    package var xTitle: String
    package var yTitle: String
    package var bars: [Bar]
    /// Whether a mark stands between bars, at the low end of its own: for bins of a scale.
    package var marksAreEdges: Bool

    package init(
        title: String,
        summary: String,
        xTitle: String,
        yTitle: String,
        bars: [Bar],
        marksAreEdges: Bool = false
    ) {
        self.title = title
        self.summary = summary
        self.xTitle = xTitle
        self.yTitle = yTitle
        self.bars = bars
        self.marksAreEdges = marksAreEdges
    }

    package func svg(_ setting: PlotSetting) -> String {
        let frame = PlotFrame(height: 300, right: 24, top: 32)
        let y = AxisScale([0, max(1, bars.map(\.value).max() ?? 1)], markCount: 4)
        let count = Double(max(1, bars.count))
        var parts = frame.rows(y.marks.map { (y.place($0), SVGText.number($0)) })
        parts += frame.columns(
            bars.enumerated().compactMap { number, bar in
                bar.mark.map { ((Double(number) + (marksAreEdges ? 0 : 0.5)) / count, $0) }
            }
        )
        parts += frame.titles(x: xTitle, y: yTitle)
        parts += bars.enumerated().map { number, bar in
            let (start, end) = (frame.across(Double(number) / count), frame.across(Double(number + 1) / count))
            let gap = min(3, (end - start) * 0.12)
            let top = frame.up(min(1, max(0, y.place(bar.value))))
            return "<rect class=\"bar-area f1\" x=\"\(SVGText.number(start + gap))\" y=\"\(SVGText.number(top))\" "
                + "width=\"\(SVGText.number(max(0.5, end - start - 2 * gap)))\" "
                + "height=\"\(SVGText.number(max(0, frame.floor - top)))\"/>"
        }
        return frame.svg(setting, title: title, summary: summary, parts)
    }
}
