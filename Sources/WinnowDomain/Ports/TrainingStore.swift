/// Where training runs and model versions are kept.
package protocol TrainingStore: Sendable {
    func beginRun(queue: QueueID, event: EventNumber, at: Moment) async throws -> TrainingRunID
    func endRun(_ run: TrainingRunID, as state: TrainingRun.State, message: String?, at: Moment) async throws
    /// Ends runs that are still said to be running as failed; writes nothing when there are none.
    ///
    /// For the one who has the right to train the queue: whoever began them has ended without a word.
    func endAbandonedRuns(of queue: QueueID, message: String, at: Moment) async throws
    /// Ends the run as succeeded and stores its model version as the promoted one, if no newer one is.
    func storeModel(_ model: NewModelVersion) async throws -> ModelVersion
    /// Newest first.
    func models(of queue: QueueID, limit: Int) async throws -> [ModelVersion]
    /// nil when there is no version of that number.
    func model(_ number: Int, of queue: QueueID) async throws -> ModelVersion?
    func promotedModel(of queue: QueueID) async throws -> ModelVersion?
    /// Newest first.
    func runs(of queue: QueueID, limit: Int) async throws -> [TrainingRun]
}

/// A model version before it has a number.
package struct NewModelVersion: Sendable {
    package var run: TrainingRunID
    package var queue: QueueID
    package var recipe: ModelRecipe
    package var checksum: Digest
    package var summary: TrainingSummary
    package var at: Moment

    package init(
        run: TrainingRunID,
        queue: QueueID,
        recipe: ModelRecipe,
        checksum: Digest,
        summary: TrainingSummary,
        at: Moment
    ) {
        self.run = run
        self.queue = queue
        self.recipe = recipe
        self.checksum = checksum
        self.summary = summary
        self.at = at
    }
}
