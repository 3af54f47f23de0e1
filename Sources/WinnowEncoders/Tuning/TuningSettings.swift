/// How adapters are trained.
package struct TuningSettings: Hashable, Sendable {
    /// Numbers between the two products of an adapter, 1 to 64.
    package var rank = 8
    /// Steps of Adam, each over all texts, 0 to 1000.
    package var stepCount = 12
    /// Adam's learning rate of the adapters, above 0.
    package var rate = 0.005
    /// The head's is so many times the adapters', because it starts near to its end.
    package var headRateFactor = 10.0
    /// Half of it times the squared weights of the head is added to the summed loss.
    package var strength = 0.1
    /// Parts of the texts that validation leaves out in turn, at least 2.
    package var foldCount = 5
    /// Tokens of all texts together, at most; texts beyond it are left out at random. With all-MiniLM-L6-v2 a thousand
    /// take five seconds of a core, four of them for validation, and 7 MB.
    package var tokenCount = 32_768
    package var seed: UInt64 = 0

    package init() {}
}
