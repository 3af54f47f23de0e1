internal import WinnowNumerics

/// The rows of a training set as a weighted set: those that teach nothing are left out, equal rows of equal targets are one,
/// and what a row contains says where it stands.
struct PerceptronSample: Sendable {
    /// The row of the training set that each is.
    let rows: [Int]
    /// What each contains, in 64 bits; ascending.
    let keys: [UInt64]
    let targets: PerceptronTargets
    /// Rows of one root, and rows of equal features, have the same number here.
    let groups: [Int]

    init(_ training: TrainingSet, head: OutputHead, seen: [Int]) {
        var merged: [(row: Int, key: UInt64, features: UInt64, answer: [Int], weight: Double)] = []
        // Only looked up, never walked through.
        var places: [UInt64: Int] = [:]
        var roots: [[Int64]] = []
        for row in 0..<training.rowCount {
            guard let answer = PerceptronTargets.answer(training, row: row, head: head, seen: seen) else { continue }
            let features = training.features.hash(row: row)
            let key = answer.reduce(features) { mix($0, UInt64($1)) }
            if let place = places[key], merged[place].answer == answer,
                training.features.isSame(merged[place].row, row)
            {
                merged[place].weight += training.weights[row]
                roots[place].append(training.roots[row])
            } else {
                if places[key] == nil { places[key] = merged.count }
                merged.append((row, key, features, answer, training.weights[row]))
                roots.append([training.roots[row]])
            }
        }
        let order = merged.indices.sorted { (merged[$0].key, $0) < (merged[$1].key, $1) }
        rows = order.map { merged[$0].row }
        keys = order.map { merged[$0].key }
        targets = PerceptronTargets(
            head: head,
            answers: order.map { merged[$0].answer },
            weights: order.map { merged[$0].weight }
        )
        var links = RootLinks(count: order.count)
        for (place, index) in order.enumerated() {
            for root in roots[index] { links.link(place, .root(root)) }
            links.link(place, .features(merged[index].features))
        }
        groups = order.indices.map { links.group(of: $0) }
    }

    /// A share of the rows of each label by weight, whole groups of them; none where there are too few rows.
    ///
    /// What is drawn depends on the seed and on what rows contain. No label loses all its rows.
    func heldOut(_ classifier: Perceptron) -> [Bool] {
        let (share, seed) = (classifier.heldOutShare, classifier.seed)
        guard share > 0, targets.weights.reduce(0, +) >= Perceptron.heldOutLeast else {
            return [Bool](repeating: false, count: rows.count)
        }
        var members: [Int: [Int]] = [:]
        for (place, group) in groups.enumerated() { members[group, default: []].append(place) }
        let order = members.keys.sorted { left, right in
            let (first, second) = (mix(seed, keys[left]), mix(seed, keys[right]))
            return (first, left) < (second, right)
        }
        var total: [Int: Double] = [:]
        var held: [Int: Double] = [:]
        for place in rows.indices {
            for label in labels(of: place) { total[label, default: 0] += targets.weights[place] }
        }
        var isHeld = [Bool](repeating: false, count: rows.count)
        for group in order {
            let places = members[group] ?? []
            var added: [Int: Double] = [:]
            for place in places {
                for label in labels(of: place) { added[label, default: 0] += targets.weights[place] }
            }
            // Half a row more or less: a label of five rows gives one at a share of a tenth.
            let fits = added.allSatisfy { label, weight in
                let all = total[label] ?? 0
                return (held[label] ?? 0) + weight <= share * all + 0.5 && (held[label] ?? 0) + weight < all
            }
            guard fits else { continue }
            for (label, weight) in added { held[label, default: 0] += weight }
            for place in places { isHeld[place] = true }
        }
        return isHeld
    }

    /// The labels that a row counts for; -1 for none.
    private func labels(of place: Int) -> [Int] {
        let present = targets.present(row: place)
        return present.isEmpty ? [-1] : present
    }
}

/// Which rows hang together: those that share a root or their features.
private struct RootLinks {
    enum Link: Hashable {
        case root(Int64)
        case features(UInt64)
    }

    private var parents: [Int]
    private var first: [Link: Int] = [:]

    init(count: Int) {
        parents = Array(0..<count)
    }

    mutating func link(_ place: Int, _ link: Link) {
        guard let other = first[link] else {
            first[link] = place
            return
        }
        let (left, right) = (group(of: place), group(of: other))
        parents[max(left, right)] = min(left, right)
    }

    /// The first row of those that hang together with one.
    mutating func group(of place: Int) -> Int {
        var top = place
        while parents[top] != top {
            parents[top] = parents[parents[top]]
            top = parents[top]
        }
        return top
    }
}

/// Adds a number to a hash.
func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
    var mixer = SplitMix(state: hash ^ value &* 0x9fb2_1c65_1e98_df25)
    return mixer.next()
}

extension FeatureRows {
    /// A hash of a row's numbers that are not 0.
    fileprivate func hash(row: Int) -> UInt64 {
        var hash: UInt64 = 0
        forEach(in: row) { column, value in
            hash = mix(hash, UInt64(column) << 32 | UInt64(value.bitPattern))
        }
        return hash
    }

    /// Whether two rows have the same numbers.
    fileprivate func isSame(_ left: Int, _ right: Int) -> Bool {
        numbers(of: left).elementsEqual(numbers(of: right), by: ==)
    }

    private func numbers(of row: Int) -> [(Int, Float)] {
        var numbers: [(Int, Float)] = []
        forEach(in: row) { numbers.append(($0, $1)) }
        return numbers
    }

    private func forEach(in row: Int, _ body: (_ column: Int, _ value: Float) -> Void) {
        if let sparse {
            for entry in sparse.entries(of: row) where sparse.values[entry] != 0 {
                body(Int(sparse.columns[entry]), sparse.values[entry])
            }
        }
        guard let dense else { return }
        for (column, value) in dense.row(row).enumerated() where value != 0 { body(sparseColumnCount + column, value) }
    }
}
