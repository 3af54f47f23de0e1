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
        package enum Kind: Sendable {
            /// A line with a band.
            case line
            /// Dots with an upright line for each one's band.
            case dots
        }

        package var name: String
        package var points: [Point]
        package var kind: Kind

        package init(name: String, points: [Point], kind: Kind = .line) {
            self.name = name
            self.points = points
            self.kind = kind
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
    /// The same for the other axis; nil for the number as it is.
    package var xText: (@Sendable (Double) -> String)?
    /// The ends of both axes; nil for as far as the points reach.
    package var range: ClosedRange<Double>?
    /// The style of the first curve, 0…7; 0 is the quiet one, for what others are compared with.
    package var firstStyle = 0

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

    /// The picture in a file of its own, 720 × 440 units.
    package var svg: String { svg(.alone) }

    package func svg(_ setting: PlotSetting) -> String { LineChartDrawing(self, setting).svg }
}
