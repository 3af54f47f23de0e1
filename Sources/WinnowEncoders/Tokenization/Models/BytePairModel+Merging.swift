extension BytePairModel {
    /// Appends the tokens of a piece's scalars. A scalar without any is left out when there is no unknown token.
    func appendSymbols(_ text: Span<UInt8>, _ range: Range<Int>, to symbols: inout [Symbol]) {
        var hasUnknown = false
        var offset = range.lowerBound
        while offset < range.upperBound {
            let scalar = text.scalar(at: offset)
            let start = offset
            offset += scalar.byteCount
            if let id = scalarID(text, scalar, at: start, of: range) {
                if hasUnknown, let unknownID { symbols.append(symbol: unknownID) }
                hasUnknown = false
                symbols.append(symbol: id)
            } else if !appendBytes(text, start..<offset, of: range, to: &symbols) {
                // An unknown token waits for the next known scalar, even over fallen-back bytes, as in the package.
                if hasUnknown, !options.fusesUnknown, let unknownID { symbols.append(symbol: unknownID) }
                hasUnknown = true
            }
        }
        if hasUnknown, let unknownID { symbols.append(symbol: unknownID) }
    }

    /// Appends a scalar as tokens of its bytes; false when one of them has no token.
    private func appendBytes(
        _ text: Span<UInt8>,
        _ range: Range<Int>,
        of piece: Range<Int>,
        to symbols: inout [Symbol]
    ) -> Bool {
        guard options.fallsBackToBytes else { return false }
        let bytes = dressed(text, range, of: piece)
        guard bytes.allSatisfy({ byteIDs[Int($0)] >= 0 }) else { return false }
        for byte in bytes { symbols.append(symbol: byteIDs[Int(byte)]) }
        return true
    }

    /// Merges pairs as long as any can be, the one of the lowest rank first.
    func mergeAll(_ symbols: inout [Symbol], _ queue: inout MergeQueue) {
        symbols.withUnsafeMutableBufferPointer { symbols in
            for position in symbols.indices.dropLast() {
                if let candidate = candidate(symbols, position) { queue.append(candidate) }
            }
            queue.order()
            while let candidate = queue.pop() {
                let position = candidate.position
                // A neighbour may have been merged since.
                guard symbols[position].mergedID == candidate.id else { continue }
                merge(symbols, position, into: candidate.id)
                if let candidate = self.candidate(symbols, position) { queue.push(candidate) }
                let previous = Int(symbols[position].previous)
                if previous >= 0, let candidate = self.candidate(symbols, previous) { queue.push(candidate) }
            }
        }
    }

    /// Merges the symbol at a position with the next one, which dies.
    @inline(__always)
    private func merge(_ symbols: UnsafeMutableBufferPointer<Symbol>, _ position: Int, into id: Int32) {
        let dead = Int(symbols[position].next)
        let next = symbols[dead].next
        symbols[dead].isAlive = false
        symbols[dead].mergedID = -1
        symbols[position].id = id
        symbols[position].next = next
        if next >= 0 { symbols[Int(next)].previous = Int32(position) }
    }

    /// Notes what the symbol at a position and the next one merge into, as a candidate; nil for nothing.
    @inline(__always)
    private func candidate(
        _ symbols: UnsafeMutableBufferPointer<Symbol>,
        _ position: Int
    ) -> MergeQueue.Candidate? {
        let next = Int(symbols[position].next)
        guard next >= 0, let merge = merges.merge(symbols[position].id, symbols[next].id) else {
            symbols[position].mergedID = -1
            return nil
        }
        symbols[position].mergedID = merge.id
        return MergeQueue.Candidate(rank: merge.rank, position: position, id: merge.id)
    }
}

extension [BytePairModel.Symbol] {
    fileprivate mutating func append(symbol id: Int32) {
        let position = Int32(count)
        if position > 0 { self[count - 1].next = position }
        append(BytePairModel.Symbol(id: id, previous: position - 1, next: -1))
    }
}
