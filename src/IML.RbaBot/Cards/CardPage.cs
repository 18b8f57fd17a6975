using System.Globalization;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Cards;

/// <summary>
/// A card that is no place in the screening: what is read and written about an assessment beside its questions. Its text form stands
/// in a button's <c>page</c> (the card that was pressed) or <c>go-to</c> (the card that is asked for), and is as untrusted as the rest.
/// </summary>
internal abstract record CardPage
{
    private const string FlagsPrefix = "review-flags-";
    private const string ChangesPrefix = "review-changes-";
    private const string PartPrefix = "review-part-";
    private const string QuestionPrefix = "review-question-";
    private const string CommentsPrefix = "review-comments-";
    private const string DecidePrefix = "review-decide-";
    private const string AskWord = "ask";
    private const string AskPrefix = "ask-";
    private const string RequestsPrefix = "requests-";
    private const string RequestPrefix = "request-";
    private const int MostNumber = 100;

    private CardPage()
    {
    }

    public abstract string Value { get; }

    /// <summary>What a reviewer reads first.</summary>
    public sealed record Review : CardPage
    {
        public override string Value => "review";
    }

    /// <summary>Further flags.</summary>
    /// <param name="Number">From 1; the first stand on <see cref="Review"/>.</param>
    public sealed record Flags(int Number) : CardPage
    {
        public override string Value => Numbered(FlagsPrefix, Number);
    }

    /// <summary>Further changes since a return.</summary>
    /// <param name="Number">From 1; the first stand on <see cref="Review"/>.</param>
    public sealed record Changes(int Number) : CardPage
    {
        public override string Value => Numbered(ChangesPrefix, Number);
    }

    /// <summary>The answers of a part.</summary>
    public sealed record Part(PartId Id) : CardPage
    {
        public override string Value => PartPrefix + Id.Value;
    }

    /// <summary>All that stands at one question, whole.</summary>
    public sealed record WholeQuestion(QuestionId Id) : CardPage
    {
        public override string Value => QuestionPrefix + Id.Value;
    }

    /// <summary>Which questions go back to the developer.</summary>
    public sealed record Return : CardPage
    {
        public override string Value => "review-return";
    }

    /// <summary>The comments on them, a few on each card.</summary>
    /// <param name="Number">From 1.</param>
    public sealed record Comments(int Number) : CardPage
    {
        public override string Value => Numbered(CommentsPrefix, Number);
    }

    public sealed record HandOver : CardPage
    {
        public override string Value => "review-hand-over";
    }

    public sealed record Lift : CardPage
    {
        public override string Value => "review-lift";
    }

    /// <summary>The decision.</summary>
    /// <param name="Conditions">How many conditions can be typed.</param>
    public sealed record Decide(int Conditions) : CardPage
    {
        public override string Value => Numbered(DecidePrefix, Conditions);
    }

    /// <summary>A question to the Unit.</summary>
    /// <param name="From">The page of questions that the person comes from; null when from elsewhere.</param>
    public sealed record Ask(PageId? From) : CardPage
    {
        public override string Value => From is { } page ? AskPrefix + page.Value : AskWord;
    }

    /// <summary>The questions to the Unit, newest first.</summary>
    /// <param name="Number">From 1.</param>
    public sealed record Requests(int Number) : CardPage
    {
        public override string Value => Numbered(RequestsPrefix, Number);
    }

    /// <summary>One question to the Unit.</summary>
    /// <param name="Number">Its number in the assessment.</param>
    public sealed record Request(int Number) : CardPage
    {
        public override string Value => Numbered(RequestPrefix, Number);
    }

    /// <summary>The co-editors.</summary>
    public sealed record People : CardPage
    {
        public override string Value => "people";
    }

    /// <summary>Whose it is, for an administrator.</summary>
    public sealed record Owner : CardPage
    {
        public override string Value => "owner";
    }

    public sealed record Withdraw : CardPage
    {
        public override string Value => WithdrawCard.Page;
    }

    /// <summary>Null for a place in the screening, and for what is no page of ours.</summary>
    public static CardPage? Parse(string? text, Questionnaire questionnaire) => text switch
    {
        null => null,
        "review" => new Review(),
        "review-return" => new Return(),
        "review-hand-over" => new HandOver(),
        "review-lift" => new Lift(),
        "people" => new People(),
        "owner" => new Owner(),
        AskWord => new Ask(null),
        WithdrawCard.Page => new Withdraw(),
        _ when After(text, AskPrefix) is { } asked => questionnaire.FindPage(asked) is { } from ? new Ask(from.Id) : null,
        _ when NumberAfter(text, RequestsPrefix) is { } number => new Requests(number),
        _ when NumberAfter(text, RequestPrefix) is { } number => new Request(number),
        _ when After(text, PartPrefix) is { } part =>
            questionnaire.Parts.FirstOrDefault(p => p.Value == part) is { Value: not null } id ? new Part(id) : null,
        _ when After(text, QuestionPrefix) is { } question => questionnaire.Find(question) is { } found ? new WholeQuestion(found.Id) : null,
        _ when NumberAfter(text, ChangesPrefix) is { } number => new Changes(number),
        _ when NumberAfter(text, FlagsPrefix) is { } number => new Flags(number),
        _ when NumberAfter(text, CommentsPrefix) is { } number => new Comments(number),
        _ when NumberAfter(text, DecidePrefix) is { } number => new Decide(number),
        _ => null,
    };

    private static string? After(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;

    private static int? NumberAfter(string text, string prefix) =>
        After(text, prefix) is { } digits
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= MostNumber ? number : null;

    private static string Numbered(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}
