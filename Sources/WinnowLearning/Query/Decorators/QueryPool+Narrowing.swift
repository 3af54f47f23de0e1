extension QueryPool {
    /// The same pool with fewer open rows.
    ///
    /// - Parameter open: Some of the open rows, ascending.
    func narrowed(to open: [Int]) -> QueryPool {
        QueryPool(
            probabilities: probabilities,
            isMultilabel: isMultilabel,
            open: open,
            labelled: labelled,
            labelSets: labelSets,
            batchSize: batchSize,
            committee: committee,
            seed: seed,
            space: space,
            terms: terms
        )
    }
}
