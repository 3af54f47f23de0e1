/// Curves with bands around them, drawn as SVG that reads well on light and dark pages, alone or inside HTML.
package struct LineChart: Sendable {
    package struct Point: Hashable, Sendable {
        package var x: Double
        package var y: Double
        /// The band around the point.
        package var low: Double
        package var high: Double

        package init(x: Double, y: Double, low: Double, high: Double) {
            self.x = x
            self.y = y
            self.low = low
            self.high = high
        }
    }

    package struct Curve: Sendable {
        package var name: String
        package var points: [Point]

        package init(name: String, points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    package var title: String
    /// One sentence for those who do not see the picture.
    package var summary: String
    package var xTitle: String
    package var yTitle: String
    package var curves: [Curve]
    /// What stands at a mark of the upright axis.
    package var yText: @Sendable (Double) -> String

    package init(
        title: String,
        summary: String,
        xTitle: String,
        yTitle: String,
        curves: [Curve],
        yText: @escaping @Sendable (Double) -> String
    ) {
        self.title = title
        self.summary = summary
        self.xTitle = xTitle
        self.yTitle = yTitle
        self.curves = curves
        self.yText = yText
    }

    /// The picture, 720 × 440 units.
    package var svg: String { LineChartDrawing(self).svg }
}
