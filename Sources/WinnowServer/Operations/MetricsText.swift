/// Writes metrics in the text format of Prometheus, version 0.0.4.
///
/// - Source: prometheus.io, "Exposition formats".
struct MetricsText: Sendable {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    typealias Labels = [(name: String, value: String)]

    private(set) var text = ""

    /// A family of one value.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        add(name, kind, help, [([], value)])
    }

    /// A family with labels; one without any value is left out.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ values: [(labels: Labels, value: Double)]) {
        guard !values.isEmpty else { return }
        begin(name, kind, help)
        for (labels, value) in values { sample(name, labels, value) }
    }

    mutating func add(_ name: String, _ help: String, _ histograms: [(labels: Labels, value: Histogram)]) {
        guard !histograms.isEmpty else { return }
        begin(name, .histogram, help)
        for (labels, histogram) in histograms {
            for (bound, count) in histogram.cumulated {
                sample(name + "_bucket", labels + [("le", Self.number(bound))], Double(count))
            }
            sample(name + "_bucket", labels + [("le", "+Inf")], Double(histogram.count))
            sample(name + "_sum", labels, histogram.sum)
            sample(name + "_count", labels, Double(histogram.count))
        }
    }

    private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        let help = help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func sample(_ name: String, _ labels: Labels, _ value: Double) {
        let labels = labels.map { label in
            let value = label.value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                .replacing("\n", with: "\\n")
            return "\(label.name)=\"\(value)\""
        }
        text += name + (labels.isEmpty ? "" : "{" + labels.joined(separator: ",") + "}") + " \(Self.number(value))\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
