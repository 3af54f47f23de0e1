import WinnowCLI
