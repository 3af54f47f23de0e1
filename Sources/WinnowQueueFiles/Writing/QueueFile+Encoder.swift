import WinnowDomain

extension QueueFile {
    static func entries(of encoder: EncoderDefinition) -> [(key: String, value: String)] {
        [("id", encoder.kind.rawValue), ("model", YAMLText.scalar(encoder.model))] + own(encoder) + [
            ("columns", encoder.columns.map { "\($0)" } ?? "auto"),
            ("scale", YAMLText.number(encoder.scale)),
            ("temper", YAMLText.number(encoder.temper)),
            ("standardize", encoder.isStandardized ? "columns" : "none"),
        ]
    }

    private static func own(_ encoder: EncoderDefinition) -> [(key: String, value: String)] {
        let prompt = ("prompt", YAMLText.quoted(encoder.prompt))
        let limit = ("limit", encoder.limit.map { "\($0)" } ?? "auto")
        switch encoder.kind {
        case .native:
            return [prompt, limit, ("rest", encoder.rest.rawValue), ("precision", encoder.precision.rawValue)]
        case .table: return [limit]
        case .remote:
            let service = encoder.service.map { service in
                [
                    ("url", YAMLText.scalar(service.url)), ("api", service.language.rawValue),
                    ("key", YAMLText.quoted(service.keyVariable ?? "")),
                ]
            }
            return (service ?? []) + [prompt]
        }
    }
}
