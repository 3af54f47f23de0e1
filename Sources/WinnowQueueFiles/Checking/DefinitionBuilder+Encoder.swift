import WinnowDomain

extension DefinitionBuilder {
    func encoder(_ kind: EncoderDefinition.Kind, _ value: CheckedValue) -> EncoderDefinition? {
        guard let model = value["model"]?.text, let scale = value["scale"]?.number,
            let temper = value["temper"]?.number
        else { return nil }
        var encoder = EncoderDefinition(kind: kind, model: model, scale: scale, temper: temper)
        encoder.prompt = value["prompt"]?.text ?? ""
        // Where a number may be `auto`, no number is what `auto` means.
        encoder.limit = value["limit"]?.integer.flatMap(Int.init(exactly:))
        encoder.columns = value["columns"]?.integer.flatMap(Int.init(exactly:))
        encoder.rest = word(value["rest"]) ?? .cut
        encoder.precision = word(value["precision"]) ?? .auto
        encoder.isStandardized = value["standardize"]?.text == "columns"
        if kind == .remote {
            guard let url = value["url"]?.text, let language: EncoderDefinition.Service.Language = word(value["api"]),
                let key = value["key"]?.text
            else { return nil }
            encoder.service = EncoderDefinition.Service(
                url: url,
                language: language,
                keyVariable: key.isEmpty ? nil : key
            )
        }
        return encoder
    }
}
