namespace IML.RbaBot.Cards;

/// <summary>Which list a button leads to, and which page of it. It stands in the button's data as text, and is untrusted when it comes back.</summary>
internal abstract record ListAddress
{
    private const string QueueName = "queue:";

    private ListAddress()
    {
    }

    /// <summary>As it stands in the data of a button.</summary>
    public abstract string Text { get; }

    /// <summary>Reads any text: what names no other list is a page of the person's own assessments.</summary>
    public static ListAddress Parse(string text) =>
        text.StartsWith(QueueName, StringComparison.Ordinal) ? new Queue(text[QueueName.Length..])
        : new Mine(text);

    /// <param name="Page">Empty for the newest.</param>
    public sealed record Mine(string Page) : ListAddress
    {
        public override string Text => Page;
    }

    /// <param name="Page">Empty for the front.</param>
    public sealed record Queue(string Page) : ListAddress
    {
        public override string Text => QueueName + Page;
    }
}
