import WinnowCLI

await Entry.run()
