/// An item of the pool that was served and labelled, with the probability of its being served.
package struct Draw: Hashable, Sendable {
    package let item: ItemID
    /// Of the answer.
    package let event: EventNumber
    /// 0…1, the draw between the pool and the evaluation items in it.
    package let probability: Double
    /// Items of the pool that could have been served instead, this one among them.
    package let poolSize: Int

    package init(item: ItemID, event: EventNumber, probability: Double, poolSize: Int) {
        self.item = item
        self.event = event
        self.probability = probability
        self.poolSize = poolSize
    }
}
