using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IML.RbaBot.Commands.Packaging;

/// <summary>
/// The Teams app package: the manifest with its placeholders filled, its language files and its two icons. Two runs on the same
/// files give the same bytes.
/// </summary>
internal sealed partial class AppPackage
{
    private const string Manifest = "manifest.json";

    // A fixed time, the earliest that a zip file can hold: the package depends on its content alone.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder;
    private readonly CommandTexts texts;
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    private AppPackage(string folder, CommandTexts texts)
    {
        this.folder = folder;
        this.texts = texts;
    }

    /// <summary>Sentences that say what to do; while there is one, nothing may be written.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>What goes into the package, by its name in it.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files;

    public string Name { get; private set; } = "";

    public string Version { get; private set; } = "";

    /// <summary>The default language first.</summary>
    public ImmutableArray<string> Languages { get; private set; } = [];

    public static AppPackage Read(string folder, IReadOnlyDictionary<string, string> values, CommandTexts texts)
    {
        var package = new AppPackage(folder, texts);
        if (package.Add(Manifest) is { } manifest)
        {
            package.Fill(manifest, values);
        }

        return package;
    }

    /// <exception cref="IOException">The file cannot be written; an older one is left as it was.</exception>
    public void Write(string file)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
                entry.LastWriteTime = Epoch;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        File.WriteAllBytes(file, memory.ToArray());
    }

    private void Fill(byte[] manifest, IReadOnlyDictionary<string, string> values)
    {
        var filled = Placeholder().Replace(Encoding.UTF8.GetString(manifest), match =>
            values.TryGetValue(match.Groups[1].Value, out var value) ? JsonEncodedText.Encode(value).ToString() : match.Value);
        files[Manifest] = Encoding.UTF8.GetBytes(filled);
        foreach (var left in Placeholder().Matches(filled).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal))
        {
            problems.Add(texts.Fill("package.placeholder", left, "--" + left.ToLowerInvariant().Replace('_', '-')));
        }

        if (Parse(Manifest) is not { } root)
        {
            return;
        }

        Name = Text(root, "name", "short");
        Version = Text(root, "version");
        AddIcon(Text(root, "icons", "color"), 192);
        AddIcon(Text(root, "icons", "outline"), 32);
        AddLanguages(root);
    }

    private void AddLanguages(JsonElement root)
    {
        if (!root.TryGetProperty("localizationInfo", out var info))
        {
            return;
        }

        Languages = [Text(info, "defaultLanguageTag")];
        var needed = TranslatedTexts.Of(root);
        foreach (var language in info.TryGetProperty("additionalLanguages", out var more) ? more.EnumerateArray() : default)
        {
            Languages = Languages.Add(Text(language, "languageTag"));
            var file = Text(language, "file");
            if (Add(file) is null || Parse(file) is not { } translation)
            {
                continue;
            }

            var keys = translation.EnumerateObject().Select(p => p.Name).Where(k => k != "$schema").ToHashSet(StringComparer.Ordinal);
            problems.AddRange(needed.Except(keys).Select(key => texts.Fill("package.untranslated", file, key)));
            problems.AddRange(keys.Except(needed).Select(key => texts.Fill("package.nothingToTranslate", file, key)));
        }
    }

    private void AddIcon(string name, int size)
    {
        if (Add(name) is { } icon && PngSize.Of(icon) is var found && found != (size, size))
        {
            problems.Add(texts.Fill("package.icon", name, size));
        }
    }

    private byte[]? Add(string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return files[name] = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(texts.Fill("package.fileMissing", path));
            return null;
        }
    }

    private JsonElement? Parse(string name)
    {
        try
        {
            using var document = JsonDocument.Parse(files[name]);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            problems.Add(texts.Fill("package.notJson", name, e.Message));
            return null;
        }
    }

    private static string Text(JsonElement from, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
            {
                return "";
            }
        }

        return from.ValueKind == JsonValueKind.String ? from.GetString()! : "";
    }

    [GeneratedRegex(@"\{\{([^{}]*)\}\}")]
    private static partial Regex Placeholder();
}
