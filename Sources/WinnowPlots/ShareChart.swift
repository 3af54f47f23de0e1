/// Shares of named things, several ways to count them beside each other: bars from left to right with whiskers where they
/// are estimates.
package struct ShareChart: Sendable {
    package struct Share: Hashable, Sendable {
        /// 0…1.
        package var value: Double
        /// nil for what was counted and not estimated.
        package var bounds: ClosedRange<Double>?

        package init(value: Double, bounds: ClosedRange<Double>? = nil) {
            self.value = value
            self.bounds = bounds
        }
    }

    package struct Row: Sendable {
        package var name: String
        /// One for each series; nil where nothing is known.
        package var shares: [Share?]

        package init(name: String, shares: [Share?]) {
            self.name = name
            self.shares = shares
        }
    }

    package var title: String
    /// One sentence for those who do not see the picture.
    package var summary: String
    package var series: [String]
    package var rows: [Row]

    package init(title: String, summary: String, series: [String], rows: [Row]) {
        self.title = title
        self.summary = summary
        self.series = series
        self.rows = rows
    }

    private static let thickness = 9.0

    package func svg(_ setting: PlotSetting) -> String {
        let rowHeight = Double(series.count) * (Self.thickness + 3) + 14
        let head = 28.0 + 20 * Double(series.count)
        var frame = PlotFrame(left: 170, right: 40, top: head, bottom: 34)
        frame.height = head + rowHeight * Double(max(1, rows.count)) + frame.bottom
        let highest = rows.flatMap(\.shares).compactMap { $0 }.map { max($0.value, $0.bounds?.upperBound ?? 0) }.max()
        let x = AxisScale([0, min(1, max(0.05, highest ?? 1))], markCount: 6)
        var parts = x.marks.map { mark -> String in
            let across = SVGText.number(frame.across(x.place(mark)))
            return "<path class=\"grid\" d=\"M\(across) \(SVGText.number(frame.top))V\(SVGText.number(frame.floor))\"/>"
        }
        parts += frame.columns(x.marks.map { (x.place($0), SVGText.number(100 * $0) + " %") })
        parts += series.enumerated().map { number, name in
            let height = 18 + 20 * Double(number)
            return "<rect class=\"bar-area f\(number + 1)\" x=\"\(SVGText.number(frame.left))\" "
                + "y=\"\(SVGText.number(height - 9))\" width=\"18\" height=\"\(SVGText.number(Self.thickness))\"/>"
                + frame.text(name, frame.left + 26, height)
        }
        for (number, row) in rows.enumerated() {
            parts += draw(row, at: frame.top + rowHeight * Double(number) + 7, rowHeight, frame, x)
        }
        return frame.svg(setting, title: title, summary: summary, parts)
    }

    private func draw(
        _ row: Row,
        at top: Double,
        _ height: Double,
        _ frame: PlotFrame,
        _ x: AxisScale
    ) -> [String] {
        let middle = top + (height - 14) / 2 + 4
        let name = frame.text(SVGText.shortened(row.name, to: 22), frame.left - 8, middle, anchor: "end")
        return [name]
            + row.shares.enumerated().compactMap { number, share -> String? in
                guard let share else { return nil }
                let y = top + Double(number) * (Self.thickness + 3)
                let width = frame.across(x.place(share.value)) - frame.left
                let bar =
                    "<rect class=\"bar-area f\(number + 1)\" x=\"\(SVGText.number(frame.left))\" "
                    + "y=\"\(SVGText.number(y))\" width=\"\(SVGText.number(max(0.5, width)))\" "
                    + "height=\"\(SVGText.number(Self.thickness))\"/>"
                guard let bounds = share.bounds else { return bar }
                let (low, high) = (x.place(bounds.lowerBound), min(1, x.place(bounds.upperBound)))
                return bar + "<path class=\"whisker ink\" d=\"M\(SVGText.number(frame.across(low))) "
                    + "\(SVGText.number(y + Self.thickness / 2))H\(SVGText.number(frame.across(high)))\"/>"
            }
    }
}
