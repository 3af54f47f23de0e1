/// How far the encoding of a queue's items is.
package struct EncodingProgress: Hashable, Sendable {
    /// Items whose columns are all made.
    package let doneCount: Int
    package let itemCount: Int

    package init(doneCount: Int, itemCount: Int) {
        (self.doneCount, self.itemCount) = (doneCount, itemCount)
    }

    package var isDone: Bool { doneCount >= itemCount }
}
