using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Turns;

/// <summary>What somebody typed.</summary>
internal abstract record ChatCommand
{
    private ChatCommand()
    {
    }

    public sealed record Start : ChatCommand;

    public sealed record MyAssessments : ChatCommand;

    /// <param name="Reference">Null when what was typed cannot be a reference.</param>
    /// <param name="Typed">What was typed after "open".</param>
    /// <param name="Version">Null for the newest.</param>
    public sealed record Open(Reference? Reference, string Typed, int? Version = null) : ChatCommand;

    public sealed record Language : ChatCommand;

    public sealed record Help : ChatCommand;

    public sealed record Greeting : ChatCommand;

    public sealed record AlertsHere : ChatCommand;

    /// <summary>An administrator asks whether everything that the bot hangs on works.</summary>
    public sealed record Setup : ChatCommand;

    public sealed record Queue : ChatCommand;

    public sealed record Register : ChatCommand;

    /// <summary>The figures of the portfolio.</summary>
    public sealed record Portfolio : ChatCommand;

    public sealed record Undelivered : ChatCommand;

    public sealed record Unknown : ChatCommand;
}

/// <summary>Reads commands in any casing, in every supported language at any time.</summary>
internal sealed class ChatCommands
{
    // Longer than any command with a reference: what is longer is prose and gets the way forward at once.
    private const int LongestCommand = 80;

    // What people put around a command or a reference.
    private static readonly char[] Around =
        ['.', '!', '?', '¡', '¿', '"', '\'', '“', '”', '«', '»', ',', ';', ':', '(', ')', '[', ']', '<', '>', ' '];

    private readonly FrozenDictionary<string, ChatCommand> whole;
    private readonly string[] openWords;

    public ChatCommands(Languages languages)
    {
        var phrases = new Dictionary<string, ChatCommand>(StringComparer.Ordinal);
        foreach (var language in languages.All)
        {
            Add(language, CardText.WordsStart, new ChatCommand.Start());
            Add(language, CardText.WordsMyAssessments, new ChatCommand.MyAssessments());
            Add(language, CardText.WordsLanguage, new ChatCommand.Language());
            Add(language, CardText.WordsHelp, new ChatCommand.Help());
            Add(language, CardText.WordsGreeting, new ChatCommand.Greeting());
            Add(language, CardText.WordsAlertsHere, new ChatCommand.AlertsHere());
            Add(language, SetupText.WordsSetup, new ChatCommand.Setup());
            Add(language, QueueText.Words, new ChatCommand.Queue());
            Add(language, DocumentText.WordsRegister, new ChatCommand.Register());
            Add(language, QueueText.WordsPortfolio, new ChatCommand.Portfolio());
            Add(language, QueueText.WordsUndelivered, new ChatCommand.Undelivered());
        }

        whole = phrases.ToFrozenDictionary(StringComparer.Ordinal);
        openWords = [.. languages.All.SelectMany(l => Words(l, CardText.WordsOpen)).Distinct(StringComparer.Ordinal)];

        void Add(Texts.Language language, TextKey key, ChatCommand command)
        {
            foreach (var phrase in Words(language, key))
            {
                phrases.TryAdd(phrase, command);
            }
        }
    }

    /// <summary>The command of a text from which the bot's mention is already stripped.</summary>
    public ChatCommand Read(string text)
    {
        if (text.Length > LongestCommand)
        {
            return new ChatCommand.Unknown();
        }

        var plain = Plain(text);
        if (whole.TryGetValue(plain, out var command))
        {
            return command;
        }

        foreach (var word in openWords)
        {
            if (plain.StartsWith(word, StringComparison.Ordinal) && (plain.Length == word.Length || plain[word.Length] is ' ' or ':'))
            {
                var typed = plain[word.Length..].Trim(Around);
                return OpenOf(typed) ?? new ChatCommand.Open(null, typed.ToUpperInvariant());
            }
        }

        return OpenOf(plain) ?? (ChatCommand)new ChatCommand.Unknown();
    }

    // A reference, or one with a version behind it: the id of an assessment.
    private static ChatCommand.Open? OpenOf(string typed)
    {
        if (Reference.Parse(typed) is { } reference)
        {
            return new ChatCommand.Open(reference, reference.Value);
        }

        return typed.LastIndexOf('-') is > 0 and var hyphen && Reference.Parse(typed[..hyphen]) is { } of
            && AssessmentId.Parse($"{of.Value}{typed[hyphen..]}") is { } id
                ? new ChatCommand.Open(of, id.Value, id.Version)
                : null;
    }

    private static IEnumerable<string> Words(Texts.Language language, TextKey key) =>
        language[key].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Plain);

    /// <summary>
    /// Small letters of the usual width, without accents and with plain apostrophes and hyphens: people leave out what is hard to type,
    /// and what is copied brings along what nobody sees.
    /// </summary>
    private static string Plain(string text)
    {
        var letters = text.ToLowerInvariant().Replace('’', '\'').Normalize(NormalizationForm.FormKD)
            .Select(c => (Letter: c, Category: CharUnicodeInfo.GetUnicodeCategory(c)))
            .Where(c => c.Category is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            .Select(c => c.Category is UnicodeCategory.DashPunctuation || c.Letter == '\u2212' ? '-' : c.Letter);
        return string.Join(' ', string.Concat(letters).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim(Around);
    }
}
