namespace IML.RbaBot.BotFramework.AdaptiveCards;

// The first value of each is the client's default and is never written.

/// <summary>The space above an element.</summary>
public enum Spacing { Default, None, Small, Medium, Large, ExtraLarge, Padding }

/// <summary>The size of text.</summary>
public enum TextSize { Default, Small, Medium, Large, ExtraLarge }

/// <summary>The weight of text.</summary>
public enum TextWeight { Default, Lighter, Bolder }

/// <summary>The meaning of text by colour; never the only sign of it.</summary>
public enum TextColor { Default, Dark, Light, Accent, Good, Warning, Attention }

/// <summary>What text is to a screen reader.</summary>
public enum TextStyle { Default, Heading }

/// <summary>Where content stands across the line.</summary>
public enum HorizontalAlignment { Default, Left, Center, Right }

/// <summary>Where content stands from top to bottom.</summary>
public enum VerticalContentAlignment { Default, Top, Center, Bottom }

/// <summary>The background of a container by meaning.</summary>
public enum ContainerStyle { Default, Emphasis, Good, Attention, Warning, Accent }

/// <summary>The look of a button.</summary>
public enum ActionStyle { Default, Positive, Destructive }

/// <summary>Which inputs a pressed button sends and checks.</summary>
public enum AssociatedInputs
{
    /// <summary>All inputs are sent, and checked first (<c>auto</c>).</summary>
    Auto,

    /// <summary>No input is sent or checked.</summary>
    None,
}

/// <summary>How choices are shown.</summary>
public enum ChoiceInputStyle { Compact, Expanded, Filtered }

/// <summary>What kind of text an input takes.</summary>
public enum TextInputStyle { Text, Tel, Url, Email }

/// <summary>The size of an image.</summary>
public enum ImageSize { Auto, Stretch, Small, Medium, Large }

internal static class StyleNames
{
    public static ReadOnlySpan<byte> Name(this Spacing value) => value switch
    {
        Spacing.None => "none"u8,
        Spacing.Small => "small"u8,
        Spacing.Medium => "medium"u8,
        Spacing.Large => "large"u8,
        Spacing.ExtraLarge => "extraLarge"u8,
        Spacing.Padding => "padding"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this TextSize value) => value switch
    {
        TextSize.Small => "small"u8,
        TextSize.Medium => "medium"u8,
        TextSize.Large => "large"u8,
        TextSize.ExtraLarge => "extraLarge"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this TextWeight value) => value switch
    {
        TextWeight.Lighter => "lighter"u8,
        TextWeight.Bolder => "bolder"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this TextColor value) => value switch
    {
        TextColor.Dark => "dark"u8,
        TextColor.Light => "light"u8,
        TextColor.Accent => "accent"u8,
        TextColor.Good => "good"u8,
        TextColor.Warning => "warning"u8,
        TextColor.Attention => "attention"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this TextStyle value) => value == TextStyle.Heading ? "heading"u8 : default;

    public static ReadOnlySpan<byte> Name(this HorizontalAlignment value) => value switch
    {
        HorizontalAlignment.Left => "left"u8,
        HorizontalAlignment.Center => "center"u8,
        HorizontalAlignment.Right => "right"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this VerticalContentAlignment value) => value switch
    {
        VerticalContentAlignment.Top => "top"u8,
        VerticalContentAlignment.Center => "center"u8,
        VerticalContentAlignment.Bottom => "bottom"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this ContainerStyle value) => value switch
    {
        ContainerStyle.Emphasis => "emphasis"u8,
        ContainerStyle.Good => "good"u8,
        ContainerStyle.Attention => "attention"u8,
        ContainerStyle.Warning => "warning"u8,
        ContainerStyle.Accent => "accent"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this ActionStyle value) => value switch
    {
        ActionStyle.Positive => "positive"u8,
        ActionStyle.Destructive => "destructive"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this ChoiceInputStyle value) => value switch
    {
        ChoiceInputStyle.Expanded => "expanded"u8,
        ChoiceInputStyle.Filtered => "filtered"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this TextInputStyle value) => value switch
    {
        TextInputStyle.Tel => "tel"u8,
        TextInputStyle.Url => "url"u8,
        TextInputStyle.Email => "email"u8,
        _ => default,
    };

    public static ReadOnlySpan<byte> Name(this ImageSize value) => value switch
    {
        ImageSize.Stretch => "stretch"u8,
        ImageSize.Small => "small"u8,
        ImageSize.Medium => "medium"u8,
        ImageSize.Large => "large"u8,
        _ => default,
    };
}
