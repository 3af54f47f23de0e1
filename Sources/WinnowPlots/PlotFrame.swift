/// The place of a plot: its size, its edges, its axes. What all plots have in common is drawn here.
struct PlotFrame {
    var width = 720.0
    var height = 440.0
    var left = 64.0
    var right = 150.0
    var top = 48.0
    var bottom = 56.0

    var floor: Double { height - bottom }
    var end: Double { width - right }

    /// A number in 0…1 across the plot.
    func across(_ share: Double) -> Double { left + (end - left) * share }

    /// A number in 0…1 up the plot.
    func up(_ share: Double) -> Double { floor - (floor - top) * share }

    /// Lines across with what stands beside them.
    func rows(_ marks: [(share: Double, text: String)]) -> [String] {
        marks.map { mark in
            let height = up(mark.share)
            return "<path class=\"grid\" d=\"M\(SVGText.number(left)) \(SVGText.number(height))"
                + "H\(SVGText.number(end))\"/>" + text(mark.text, left - 8, height + 4, anchor: "end")
        }
    }

    /// What stands under the plot.
    func columns(_ marks: [(share: Double, text: String)]) -> [String] {
        marks.map { text($0.text, across($0.share), floor + 20, anchor: "middle") }
    }

    func titles(x: String, y: String) -> [String] {
        [text(x, (left + end) / 2, floor + 42, anchor: "middle"), text(y, left, top - 12)]
    }

    func text(_ text: String, _ x: Double, _ y: Double, anchor: String? = nil, kind: String? = nil) -> String {
        let anchor = anchor.map { " text-anchor=\"\($0)\"" } ?? ""
        let kind = kind.map { " class=\"\($0)\"" } ?? ""
        return "<text\(kind) x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\"\(anchor)>"
            + "\(SVGText.escaped(text))</text>"
    }

    /// The whole picture.
    func svg(_ setting: PlotSetting, title: String, summary: String, _ parts: [String]) -> String {
        let size = "0 0 \(SVGText.number(width)) \(SVGText.number(height))"
        let (name, isAlone) = (setting.name, setting == .alone)
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"\(size)\" role=\"img\" "
                + "aria-labelledby=\"\(name)-title \(name)-summary\">",
            "<title id=\"\(name)-title\">\(SVGText.escaped(title))</title>",
            "<desc id=\"\(name)-summary\">\(SVGText.escaped(summary))</desc>",
        ]
        if isAlone {
            lines += [
                PlotSetting.style,
                "<rect class=\"paper\" width=\"\(SVGText.number(width))\" height=\"\(SVGText.number(height))\"/>",
                text(title, left, 22, kind: "title"),
            ]
        }
        return (lines + parts + ["</svg>"]).joined(separator: "\n") + "\n"
    }
}
