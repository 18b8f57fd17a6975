using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace IML.RbaBot.Commands;

/// <summary>What the commands say to people, from <c>Texts/commands.en.json</c>.</summary>
internal sealed class CommandTexts
{
    private readonly FrozenDictionary<string, string> texts;

    private CommandTexts(FrozenDictionary<string, string> texts) => this.texts = texts;

    /// <summary>The texts that are shipped with the bot.</summary>
    public static CommandTexts Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Texts", "commands.en.json")));
        return new CommandTexts(document.RootElement.EnumerateObject().ToFrozenDictionary(
            text => text.Name, text => text.Value.GetString()!, StringComparer.Ordinal));
    }

    public string this[string key] => texts[key];

    public string Fill(string key, params ReadOnlySpan<object?> arguments) =>
        string.Format(CultureInfo.InvariantCulture, texts[key], arguments);
}
