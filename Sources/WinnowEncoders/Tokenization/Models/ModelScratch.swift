/// Memory that models use again for each piece of one text.
struct ModelScratch {
    var symbols: [BytePairModel.Symbol] = []
    var queue = MergeQueue()
    var nodes: [UnigramModel.Node] = []
}
