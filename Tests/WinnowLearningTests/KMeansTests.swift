import Testing
import WinnowLearning
import WinnowNumerics

@Suite struct KMeansTests {
    /// Points around some places, one place after the other.
    static func points(_ places: [[Float]], perPlace: Int, spread: Float, seed: UInt64) -> WideMatrix {
        var generator = SeededGenerator(seed: seed, purpose: "points")
        var points = WideMatrix(zeros: places.count * perPlace, places[0].count)
        for row in 0..<points.rowCount {
            for (column, place) in places[row / perPlace].enumerated() {
                points[row, column] = place + spread * (Float(generator.uniform()) - 0.5)
            }
        }
        return points
    }

    static let places: [[Float]] = [[0, 0, 0], [10, 0, 0], [0, 10, 0], [0, 0, 10], [10, 10, 10]]

    @Test("clusters that lie apart are found, with their means as centres")
    func found() {
        let points = Self.points(Self.places, perPlace: 60, spread: 1, seed: 1)
        let clusters = KMeans(clusterCount: 5).fit(points, seed: 2)
        for place in 0..<5 {
            let numbers = Set(clusters.nearest.centres[place * 60..<(place + 1) * 60])
            #expect(numbers.count == 1)
            guard let number = numbers.first else { continue }
            for column in 0..<3 {
                let mean = (place * 60..<(place + 1) * 60).reduce(Float(0)) { $0 + points[$1, column] } / 60
                #expect(abs(clusters.centres[number, column] - mean) < 1e-4)
            }
        }
        #expect(Set(clusters.nearest.centres).count == 5)
    }

    @Test("the assignment is that of the naive distances, at every level", arguments: [1, 3, 20])
    func nearest(centreCount: Int) {
        let points = Self.points(Self.places, perPlace: 70, spread: 12, seed: 3)
        let centres = points.selecting(rows: (0..<centreCount).map { $0 * 17 })
        let lengths = points.squaredLengths()
        for kernels in DenseKernels.all {
            let nearest = points.nearest(to: centres, squaredLengths: lengths, kernels: kernels)
            for row in 0..<points.rowCount {
                let distances = (0..<centreCount).map { centre in
                    (0..<3).reduce(Float(0)) { sum, column in
                        let difference = points[row, column] - centres[centre, column]
                        return sum + difference * difference
                    }
                }
                let least = distances.min() ?? 0
                #expect(abs(distances[nearest.centres[row]] - least) < 1e-3)
                #expect(abs(nearest.squaredDistances[row] - least) < 1e-3)
            }
        }
    }

    @Test("weight draws the centres to where it is; a point without weight is as if it were not there")
    func weights() {
        let points = Self.points([[0, 0], [10, 0]], perPlace: 50, spread: 1, seed: 4)
        let weights = (0..<100).map { $0 < 50 ? 1.0 : 0 }
        let clusters = KMeans(clusterCount: 1).fit(points, weights: weights, seed: 5)
        let alone = KMeans(clusterCount: 1).fit(points.selecting(rows: 0..<50), seed: 5)
        for column in 0..<2 { #expect(abs(clusters.centres[0, column] - alone.centres[0, column]) < 1e-5) }
    }

    @Test("fewer different points than clusters give a centre each, and equal seeds equal bits")
    func edges() {
        let points = Self.points([[0, 0], [10, 0], [5, 5]], perPlace: 4, spread: 0, seed: 6)
        let clusters = KMeans(clusterCount: 7).fit(points, seed: 7)
        #expect(clusters.centres.rowCount == 3)
        #expect(clusters.nearest.squaredDistances.allSatisfy { $0 < 1e-6 })
        #expect(clusters == KMeans(clusterCount: 7).fit(points, seed: 7))
        let zeros = KMeans(clusterCount: 2).fit(points, weights: [Double](repeating: 0, count: 12), seed: 8)
        #expect(zeros.centres.rowCount == 1)
    }
}
