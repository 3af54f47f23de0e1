import WinnowDomain

/// Makes a definition of checked values.
///
/// Nil when something that the check promised is not there.
struct DefinitionBuilder {
    let file: CheckedValue

    func definition() -> QueueDefinition? {
        guard let title = file["title"]?.text, let task: QueueDefinition.Task = word(file["task"]), let item = item(),
            let labels = all(file["labels"], label), let guidelines = file["guidelines"]?.text,
            let features = all(file["features"], features), let classifier = classifier(),
            let head = head(), let committee = committee(), let query = query(),
            let initialization = initialization(), let share = file["evaluation"]?["share"]?.number,
            let assignment = assignment(), let retrain = retrain(),
            let counterfactuals = counterfactuals(), let seed = file["seed"]?.integer, seed >= 0
        else { return nil }
        return QueueDefinition(
            title: title,
            task: task,
            item: item,
            labels: labels,
            guidelines: guidelines,
            features: features,
            classifier: classifier,
            head: head,
            committee: committee,
            query: query,
            initialization: initialization,
            evaluation: EvaluationDefinition(share: share),
            assignment: assignment,
            retrain: retrain,
            counterfactuals: counterfactuals,
            seed: UInt64(seed)
        )
    }

    func word<Word: RawRepresentable<String>>(_ value: CheckedValue?) -> Word? {
        value?.text.flatMap { Word(rawValue: $0) }
    }

    /// All elements of a list made into something; nil when one cannot be.
    func all<Element>(_ value: CheckedValue?, _ make: (CheckedValue) -> Element?) -> [Element]? {
        guard let list = value?.list else { return nil }
        let made = list.compactMap(make)
        return made.count == list.count ? made : nil
    }

    private func item() -> ItemDefinition? {
        guard let item = file["item"], let kind: ItemDefinition.Kind = word(item["kind"]),
            let source = item["text"]?.text, let text = try? TextTemplate(source), let id = item["id"]?.text,
            let label = item["label"]?.text, let meta = all(item["meta"], \.text)
        else { return nil }
        return ItemDefinition(kind: kind, text: text, idField: id, labelField: label, metaFields: meta)
    }

    private func label(_ value: CheckedValue) -> LabelDefinition? {
        value["name"]?.text.map {
            LabelDefinition(
                name: $0,
                key: value["key"]?.text,
                description: value["description"]?.text,
                was: value["was"]?.text
            )
        }
    }

    private func features(_ value: CheckedValue) -> FeatureDefinition? {
        switch value["id"]?.text {
        case "tfidf.v1":
            guard let words = span(value["words"]), let characters = span(value["characters"]),
                let dimensions = value["dimensions"]?.integer.flatMap(Int.init(exactly:)),
                let scale = value["scale"]?.number, let ratios = value["ratios"]?.number
            else { return nil }
            return .tfidf(
                TFIDFDefinition(
                    words: words,
                    characters: characters,
                    dimensions: dimensions,
                    scale: scale,
                    ratios: ratios
                )
            )
        case "lsa.v1":
            guard let columns = value["columns"]?.integer.flatMap(Int.init(exactly:)),
                let temper = value["temper"]?.number
            else { return nil }
            return .lsa(LSADefinition(columns: columns, temper: temper))
        case let id?: return EncoderDefinition.Kind(rawValue: id).flatMap { encoder($0, value) }.map { .encoder($0) }
        default: return nil
        }
    }

    /// Outer nil: no span; inner nil: switched off.
    private func span(_ value: CheckedValue?) -> ClosedRange<Int>?? {
        switch value?.content {
        case .span(let range): .some(range)
        case .off: .some(nil)
        default: nil
        }
    }
}

extension DefinitionBuilder {
    private func head() -> HeadDefinition? {
        guard let kind: HeadDefinition.Kind = word(file["head"]?["id"]),
            let aim: HeadDefinition.Aim = word(file["head"]?["aim"])
        else { return nil }
        return HeadDefinition(kind: kind, aim: aim)
    }

    private func committee() -> CommitteeDefinition? {
        guard let section = file["committee"], let by: CommitteeDefinition.Difference = word(section["by"]),
            let members = section["members"]?.integer.flatMap(Int.init(exactly:))
        else { return nil }
        return CommitteeDefinition(members: members, by: by)
    }

    private func query() -> QueryDefinition? {
        guard let query = file["query"], let strategy: QueryDefinition.Strategy = word(query["id"]),
            let explore = query["explore"]?.number, let batch = query["batch"]?.integer.flatMap(Int.init(exactly:)),
            let subsample = query["subsample"]?.integer.flatMap(Int.init(exactly:)),
            let neighbours = query["neighbours"]?.integer.flatMap(Int.init(exactly:)),
            let similarity = query["similarity"]?.number
        else { return nil }
        var around = QueryDefinition.Decorators()
        (around.subsample, around.neighbours, around.similarity) = (subsample, neighbours, similarity)
        around.balancesLabels = query["balance"]?.text == "labels"
        around.countsSeconds = query["cost"]?.text == "seconds"
        return QueryDefinition(strategy: strategy, explore: explore, batch: batch, around: around)
    }

    private func initialization() -> InitializationDefinition? {
        guard let section = file["initialization"],
            let strategy: InitializationDefinition.Strategy = word(section["id"]),
            let size = section["size"]?.integer.flatMap(Int.init(exactly:))
        else { return nil }
        let examples = section["examples"].map { all($0, \.text) } ?? []
        return examples.map { InitializationDefinition(strategy: strategy, size: size, examples: $0) }
    }

    private func assignment() -> AssignmentDefinition? {
        guard let section = file["assignment"], let overlap = section["overlap"]?.integer.flatMap(Int.init(exactly:)),
            let lease = section["lease"]?.duration, let order: AssignmentDefinition.Order = word(section["order"]),
            let suggest = section["suggest"]?.number
        else { return nil }
        return AssignmentDefinition(overlap: overlap, lease: lease, order: order, suggest: suggest)
    }

    private func retrain() -> RetrainDefinition? {
        guard let section = file["retrain"], let after = section["after"]?.integer.flatMap(Int.init(exactly:)),
            let least = section["at_most_every"]?.duration
        else { return nil }
        return RetrainDefinition(after: after, atMostEvery: least)
    }
}
