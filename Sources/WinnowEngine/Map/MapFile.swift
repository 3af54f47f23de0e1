internal import Foundation
internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// The layout of a queue's map beside its features: `map.json` says what it is of, and a file of rows has the places.
struct MapFile {
    private struct Record: Codable {
        var version = MapFile.version
        var making: String
        var itemCount: Int
        var items: String
        var places: FeatureManifest.Part
    }

    /// Rises when the same features would give another layout.
    private static let version = 1

    let folder: URL

    init(_ location: FeatureLocation) {
        folder = location.folder
    }

    private var recordFile: URL { folder.appending(path: "map.json") }

    private var record: Record? {
        guard let data = try? Data(contentsOf: recordFile),
            let record = try? JSONDecoder().decode(Record.self, from: data), record.version == Self.version,
            (1...FeatureManifest.rowLimit).contains(record.itemCount), record.places.file.hasSuffix(".map"),
            !record.places.file.contains("/")
        else { return nil }
        return record
    }

    /// The layout, if it is there and as it was written.
    func read() -> MapLayout? {
        guard let record, let (map, checksum) = try? FeatureFile.places(folder.appending(path: record.places.file)),
            checksum == record.places.checksum, map.rowCount > 0
        else { return nil }
        return MapLayout(
            making: Digest(stored: record.making),
            itemCount: record.itemCount,
            items: Digest(stored: record.items),
            map: map
        )
    }

    /// Puts a layout in the place of the one that is there.
    func write(_ layout: MapLayout) throws {
        let former = record?.places.file
        let coordinates = layout.map.coordinates
        let rows = DenseRows(DenseMatrix(rowCount: layout.map.rowCount, columnCount: 2, values: coordinates))
        let name = "\(Digest(of: coordinates.withUnsafeBytes { Data($0) }).description.prefix(16)).map"
        let checksum = try FeatureFile.write(rows, to: folder.appending(path: name))
        let record = Record(
            making: layout.making.description,
            itemCount: layout.itemCount,
            items: layout.items.description,
            places: FeatureManifest.Part(file: name, checksum: checksum)
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try encoder.encode(record).write(to: recordFile, options: .atomic)
        if let former, former != name { try? FileManager.default.removeItem(at: folder.appending(path: former)) }
    }

    /// Its files, and whether they are as they were written.
    var examined: (files: [URL], isDamaged: Bool) {
        guard FileManager.default.fileExists(atPath: recordFile.path) else { return ([], false) }
        let places = record.map { folder.appending(path: $0.places.file) }
        return ([recordFile] + (places.map { [$0] } ?? []), read() == nil)
    }
}

extension FeatureFile {
    /// Places in the plane.
    ///
    /// - Throws: `Damage`.
    fileprivate static func places(_ url: URL) throws -> (map: PoolMap, checksum: String) {
        let opened = try singleRows(url)
        let values = opened.view(0, opened.header.entryCount, Float.self)
        guard opened.header.columnCount == 2, values.allSatisfy(\.isFinite) else {
            throw Damage(path: url.path, reason: "it has no places in the plane")
        }
        return (PoolMap(coordinates: Array(values)), opened.checksum)
    }
}
