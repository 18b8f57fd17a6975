using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.LocalRun;

public sealed class NodePackagesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("node-packages-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_missing_node_is_one_sentence_that_says_what_to_install()
    {
        var failure = await Assert.ThrowsAsync<LocalRunException>(
            () => NodePackages.CheckNodeAsync(Path.Combine(folder, "no-such-node"), default));

        Assert.Equal("Node.js was not found: install Node.js 20 or newer (it brings npm) and start again.", failure.Message);
    }

    [Theory]
    [InlineData("18.20.4")]
    [InlineData("9.0.0")]
    public void A_node_that_is_too_old_is_named_with_its_version(string version)
    {
        var failure = Assert.Throws<LocalRunException>(() => NodePackages.CheckVersion(version));

        Assert.Equal($"Node.js {version} is too old: version 20 or newer is needed.", failure.Message);
    }

    [Theory]
    [InlineData("20.0.0")]
    [InlineData("24.1.0")]
    public void A_node_that_is_new_enough_is_not_complained_of(string version) => NodePackages.CheckVersion(version);

    [Fact]
    public async Task Packages_are_installed_once_by_two_at_a_time_and_again_when_the_lock_file_changes()
    {
        Lock("1.0.0");

        var both = await Task.WhenAll(NodePackages.InstallAsync(folder), NodePackages.InstallAsync(folder));
        Assert.All(both, packages => Assert.True(packages.IsInstalled()));

        Lock("1.0.1");
        Assert.False(both[0].IsInstalled());
        Assert.True((await NodePackages.InstallAsync(folder)).IsInstalled());
    }

    [Fact]
    public async Task A_failing_npm_is_quoted()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"name":"x","version":"1.0.0","dependencies":{"left":"1.0.0"}}""");
        await File.WriteAllTextAsync(Path.Combine(folder, "package-lock.json"), """{"name":"x","version":"1.0.0","lockfileVersion":3,"packages":{}}""");

        var failure = await Assert.ThrowsAsync<LocalRunException>(() => NodePackages.InstallAsync(folder));

        Assert.StartsWith($"npm could not install the packages of {folder}; it ended with code 1 and said last:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("npm error", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_its_arguments_and_input_and_gives_back_output_errors_and_exit_code()
    {
        Lock("1.0.0");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "say.mjs"),
            "process.stdin.on('data', d => { console.log(process.argv[2] + d); console.error('warned'); process.exitCode = 3; });");
        var packages = await NodePackages.InstallAsync(folder);

        var said = await packages.RunAsync("say.mjs", ["a b"], "ü");

        Assert.Equal(new NodeResult(3, "a bü\n", "warned\n"), said);
    }

    private void Lock(string version)
    {
        var package = $"\"name\":\"x\",\"version\":\"{version}\"";
        File.WriteAllText(Path.Combine(folder, "package.json"), "{" + package + "}");
        File.WriteAllText(
            Path.Combine(folder, "package-lock.json"),
            "{" + package + ",\"lockfileVersion\":3,\"requires\":true,\"packages\":{\"\":{" + package + "}}}");
    }
}
