internal import ArgumentParser
internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

struct EncoderAdd: HereCommand {
    static let whyHere = encodersAreHere

    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Copy a model that you have into the data folder.",
        discussion: """
            The folder is as downloaded from a model hub: config.json, model.safetensors, tokenizer.json, and
            sentence-transformers' modules.json where there is one. Networks of the BERT family are computed (BERT, MiniLM,
            BGE, E5, GTE, RoBERTa, XLM-RoBERTa, MPNet, DistilBERT); tables of vectors as model2vec makes them are looked up.

            \(placeText)

            Examples:
              winnow encoder add ~/models/bge-small-en-v1.5
              winnow encoder add ~/models/checkpoint-900 --name tickets-tuned
            """
    )

    @Argument(help: "The model's folder.", completion: .directory)
    var folder: String

    @Option(help: ArgumentHelp("What queue files call it; else the folder's name.", valueName: "name"))
    var name: String?

    @Flag(help: "Replace the encoder of that name.")
    var replace = false

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let source = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw Problem(.noSuchFile, "\(folder): there is no such folder")
        }
        let installation = try data.openOrCreate()
        let shelf = EncoderShelf(dataFolder: installation.folder)
        let entry = try shelf.add(source, as: name ?? source.lastPathComponent, replacing: replace)
        try output.console.json(EncoderText.json(entry))
        try output.console.result(EncoderText.added(entry))
    }
}
