/// The format of another tool.
package enum PeerFormat: String, Hashable, Sendable, CaseIterable {
    /// Label Studio's list of tasks with their annotations, drafts and predictions.
    case labelStudio = "label-studio"
    /// Label Studio's flat rows, one for each annotation: JSON_MIN, CSV and TSV.
    case labelStudioMin = "label-studio-min"
    /// Prodigy's rows with an answer of accept, reject or ignore.
    case prodigy
    /// doccano's rows with a list of labels, or a table whose labels are joined by `#`.
    case doccano
    /// Argilla's records, flat or nested.
    case argilla
    /// `__label__NAME` words before a line of text.
    case fastText = "fasttext"
    /// Label Sleuth's table of texts, categories and labels.
    case labelSleuth = "label-sleuth"
    /// ASReview's table of publications that are relevant or not.
    case asreview

    /// For people.
    package var title: String {
        switch self {
        case .labelStudio: "Label Studio JSON"
        case .labelStudioMin: "Label Studio rows (JSON_MIN, CSV)"
        case .prodigy: "Prodigy"
        case .doccano: "doccano"
        case .argilla: "Argilla"
        case .fastText: "fastText"
        case .labelSleuth: "Label Sleuth"
        case .asreview: "ASReview"
        }
    }

    /// How its records stand in a file where neither the name nor the content tells it; nil for what the content tells.
    var form: FileForm? {
        switch self {
        case .labelStudio, .prodigy, .argilla: .jsonLines
        case .fastText: .text
        case .labelStudioMin, .doccano, .labelSleuth, .asreview: nil
        }
    }

    var fileEnding: String {
        switch self {
        case .labelStudio, .labelStudioMin, .argilla: "json"
        case .prodigy, .doccano: "jsonl"
        case .fastText: "txt"
        case .labelSleuth, .asreview: "csv"
        }
    }

    var mediaType: String {
        switch self {
        case .labelStudio, .labelStudioMin, .argilla: "application/json"
        case .prodigy, .doccano: "application/x-ndjson"
        case .fastText: "text/plain; charset=utf-8"
        case .labelSleuth, .asreview: "text/csv; charset=utf-8"
        }
    }

    func reading(_ setting: PeerSetting) -> any PeerReading {
        switch self {
        case .labelStudio: LabelStudioReading(setting)
        case .labelStudioMin: LabelStudioRowReading(setting)
        case .prodigy: ProdigyReading(setting)
        case .doccano: DoccanoReading(setting)
        case .argilla: ArgillaReading(setting)
        case .fastText: FastTextReading(setting)
        case .labelSleuth: LabelSleuthReading(setting)
        case .asreview: ASReviewReading(setting)
        }
    }
}
