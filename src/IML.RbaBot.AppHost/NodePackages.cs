using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace IML.RbaBot.AppHost;

/// <summary>What a script said.</summary>
public sealed record NodeResult(int ExitCode, string Output, string Errors);

/// <summary>
/// The npm packages of one folder (<c>package.json</c>, <c>package-lock.json</c>), installed as locked and without running any
/// script of theirs. Made by <see cref="InstallAsync"/> only, so whoever holds one can run what is in it.
/// </summary>
public sealed class NodePackages
{
    private const int OldestMajorVersion = 20;
    private const string Lock = "package-lock.json";
    private const string Stamp = ".installed";

    private NodePackages(string folder) => Folder = folder;

    /// <summary>The full path of the folder that holds <c>node_modules</c>.</summary>
    public string Folder { get; }

    /// <summary>
    /// Installs the packages of a folder unless the ones there are those of its lock file. Several processes may do so at once:
    /// one installs, the others wait for it.
    /// </summary>
    /// <exception cref="LocalRunException">Node or npm is missing or too old, or npm failed.</exception>
    public static async Task<NodePackages> InstallAsync(string folder, CancellationToken cancellationToken = default)
    {
        await CheckNodeAsync("node", cancellationToken);
        var packages = new NodePackages(Path.GetFullPath(folder));
        if (packages.IsInstalled())
            return packages;
        await using (await packages.WaitForTurnAsync(cancellationToken))
        {
            if (!packages.IsInstalled())
                await packages.RunNpmAsync(cancellationToken);
        }

        return packages;
    }

    /// <summary>The full path of a file in <c>node_modules</c>.</summary>
    public string Script(params ReadOnlySpan<string> path)
    {
        var full = Path.Combine([Folder, "node_modules", .. path]);
        return File.Exists(full) ? full : throw LocalRunException.Of("npm.script-missing", ("path", full), ("folder", Folder));
    }

    /// <summary>Runs a script of the folder to its end, with the folder as the current one.</summary>
    /// <param name="script">A path relative to the folder, or a full one.</param>
    /// <param name="arguments">Passed as they are.</param>
    /// <param name="input">Written to the script's standard input.</param>
    /// <param name="cancellationToken">Kills the script and what it started.</param>
    public async Task<NodeResult> RunAsync(
        string script, IEnumerable<string> arguments, string? input = null, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments]) { WorkingDirectory = Folder };
        return await RunAsync(start, input, cancellationToken);
    }

    /// <summary>Throws unless the program says a version that is new enough.</summary>
    internal static async Task CheckNodeAsync(string node, CancellationToken cancellationToken)
    {
        string version;
        try
        {
            version = (await RunAsync(new ProcessStartInfo(node, ["--version"]), null, cancellationToken)).Output.Trim().TrimStart('v');
        }
        catch (Win32Exception missing)
        {
            throw new LocalRunException(Texts.Say("node.missing"), missing);
        }

        CheckVersion(version);
    }

    /// <summary>Throws unless the version, <c>20.11.1</c>, is new enough.</summary>
    internal static void CheckVersion(string version)
    {
        if (!int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) || major < OldestMajorVersion)
            throw LocalRunException.Of("node.too-old", ("version", version));
    }

    /// <summary>Whether <c>node_modules</c> was installed from the lock file that lies beside it now.</summary>
    internal bool IsInstalled()
    {
        var stamp = Path.Combine(Folder, "node_modules", Stamp);
        return File.Exists(stamp) && File.ReadAllText(stamp) == LockHash();
    }

    internal static NodePackages At(string folder) => new(folder);

    private string LockHash() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, Lock))));

    private async Task RunNpmAsync(CancellationToken cancellationToken)
    {
        // npm ci empties node_modules first, so an install that was interrupted leaves no stamp.
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/c", "npm", .. arguments])
            : new ProcessStartInfo("npm", arguments);
        start.WorkingDirectory = Folder;
        NodeResult npm;
        try
        {
            npm = await RunAsync(start, null, cancellationToken);
        }
        catch (Win32Exception missing)
        {
            throw new LocalRunException(Texts.Say("npm.missing"), missing);
        }

        if (npm.ExitCode != 0)
        {
            var lines = string.Join(Environment.NewLine, (npm.Output + npm.Errors).Split('\n', StringSplitOptions.TrimEntries).TakeLast(12));
            throw LocalRunException.Of("npm.failed", ("folder", Folder), ("code", npm.ExitCode), ("lines", lines));
        }

        var modules = Directory.CreateDirectory(Path.Combine(Folder, "node_modules")); // npm makes none when there is no package.
        await File.WriteAllTextAsync(Path.Combine(modules.FullName, Stamp), LockHash(), cancellationToken);
    }

    private async Task<FileStream> WaitForTurnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Folder, ".install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    private static async Task<NodeResult> RunAsync(ProcessStartInfo start, string? input, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            if (input is not null)
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return new NodeResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
