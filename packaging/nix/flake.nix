# Written, not run: to be tried with nix flake check.
{
  description = "A terminal news reader over a local cache of articles";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" "aarch64-darwin" ];
      each = nixpkgs.lib.genAttrs systems;
    in
    {
      packages = each (system:
        let pkgs = nixpkgs.legacyPackages.${system}; in
        {
          default = pkgs.rustPlatform.buildRustPackage {
            pname = "newsprint";
            version = "@VERSION@";
            src = ../..;
            cargoLock.lockFile = ../../Cargo.lock;
            nativeBuildInputs = [ pkgs.installShellFiles ];
            postInstall = ''
              $out/bin/newsprint man --into man
              installManPage man/*.1
              installShellCompletion --cmd newsprint \
                --bash <($out/bin/newsprint completions bash) \
                --zsh <($out/bin/newsprint completions zsh) \
                --fish <($out/bin/newsprint completions fish)
            '';
          };
        });
    };
}
