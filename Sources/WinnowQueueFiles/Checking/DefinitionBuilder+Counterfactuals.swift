import WinnowDomain

extension DefinitionBuilder {
    func counterfactuals() -> CounterfactualDefinition? {
        guard let section = file["counterfactuals"], let weight = section["weight"],
            let verification: CounterfactualDefinition.Verification = word(section["verification"]),
            let selection: CounterfactualDefinition.Selection = word(section["select"]),
            let loss: CounterfactualDefinition.Loss = word(section["loss"]), let share = section["share"]?.number,
            let strength = section["strength"]?.number, let invariance = section["invariance"]?.number,
            let drafts = section["drafts"]?.number
        else { return nil }
        return CounterfactualDefinition(
            verification: verification,
            selection: selection,
            share: share,
            // `auto` is no number.
            weight: weight.number,
            loss: loss,
            strength: strength,
            invariance: invariance,
            draftWeight: drafts
        )
    }
}
