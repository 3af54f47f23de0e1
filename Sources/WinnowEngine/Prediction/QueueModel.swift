package import WinnowDomain
package import WinnowLearning
package import WinnowNumerics

/// A model version ready for use: from texts to probabilities of labels.
package struct QueueModel: Sendable {
    package let version: ModelVersion
    package let classifier: FittedClassifier
    /// What the model's features were made with, whatever the pool has become since.
    package let extractor: FittedExtractor
    /// The labels of the outputs, in order: by today's names where they still exist.
    package let labels: [LabelName]
    /// What makes texts probabilities where features are counted terms alone and the classifier is linear: nothing is computed
    /// again for each request.
    let scorer: TermScorer?

    /// An output's label.
    package struct LabelName: Hashable, Sendable {
        package let id: LabelID
        package let name: String
    }

    init(version: ModelVersion, classifier: FittedClassifier, extractor: FittedExtractor, queue: Queue) {
        self.version = version
        self.classifier = classifier
        self.extractor = extractor
        scorer = TermScorer(classifier, extractor)
        labels = version.recipe.labels.enumerated().map { position, id in
            let names = version.recipe.definition.labels
            let former = names.indices.contains(position) ? names[position].name : "label \(id)"
            return LabelName(id: id, name: queue.label(id)?.name ?? former)
        }
    }

    package var isMultilabel: Bool { version.recipe.definition.task == .multilabel }

    /// Calibrated probabilities, `(n, k)`, of texts.
    ///
    /// - Throws: `LearningError`.
    package func probabilities(of texts: [String]) throws(LearningError) -> DenseMatrix {
        // Dealing few texts out to threads takes longer than they do.
        if let scorer, texts.count <= 16 { return scorer.probabilities(of: texts[...]) }
        return try classifier.probabilities(of: try extractor.rows(of: texts))
    }

    /// The outputs that are predicted: the most probable one, or in multi-label all of at least one half.
    package func predicted(_ probabilities: ArraySlice<Float>) -> [Int] {
        EvaluationSet.predicted(probabilities, isMultilabel: isMultilabel)
    }

    /// Whether features of the queue as it is now are made as those that the model learned from.
    func canRead(_ set: FeatureSet, of queue: Queue) -> Bool {
        set.fittedRowCount == version.recipe.fittedRowCount && version.recipe.isOf(encoders: set.encoders)
            && queue.definition.features == version.recipe.definition.features
            && queue.definition.item.text.source == version.recipe.definition.item.text.source
    }
}
