import Foundation

// One side of a comparison: prepares, tells what it prepared in a line of JSON, then measures once for each line that it
// reads and answers with a line of JSON. `../run` starts both sides and lets them take turns.

let arguments = CommandLine.arguments.dropFirst()
guard let name = arguments.first, let benchmark = Benchmarks.all[name] else {
    let names = Benchmarks.all.keys.sorted().joined(separator: " | ")
    FileHandle.standardError.write(Data("usage: winnow-bench \(names) FOLDER [VARIANT]\n".utf8))
    exit(64)
}
guard let folder = arguments.dropFirst().first else {
    FileHandle.standardError.write(Data("winnow-bench \(name): name a folder for what the peer shall read\n".utf8))
    exit(64)
}
do {
    let url = URL(filePath: folder, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try await benchmark(url, arguments.dropFirst(2).first ?? "")
} catch {
    FileHandle.standardError.write(Data("winnow-bench \(name): \(error)\n".utf8))
    exit(1)
}
